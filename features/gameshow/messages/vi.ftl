gameshow-nav = Đấu trường
