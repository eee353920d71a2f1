//! Câu hỏi: kinds of questions, answers, and how much of an answer is right.
