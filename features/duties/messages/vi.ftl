duties-conflict = Người khác vừa thay đổi nhiệm vụ này. Hãy xem nội dung mới rồi làm lại nếu còn cần.
