"""The counting desk (bàn kiểm phiếu): the committee's evening as acts in one log, and what follows from them."""
