//! Chia trang: fills pages from top to bottom.
use super::place::{self, Item, LaidLine, LaidRow, Page, Shape, Tag, moved};
use crate::fonts::{Fonts, Look};
use crate::pieces::{Grid, Par, Piece, sheet};

/// The pages of a paper; always at least one. The number stands top centre from page 2 on.
pub fn pages(pieces: &[Piece], fonts: &Fonts) -> Vec<Page> {
    let laid: Vec<Laid> = pieces.iter().enumerate().map(|(n, piece)| Laid::of(piece, n, fonts)).collect();
    let mut press = Press { pages: vec![Page::default()], y: 0.0, after: 0.0 };
    for (n, one) in laid.iter().enumerate() {
        match one {
            Laid::Break if press.y > 0.0 => press.turn(),
            Laid::Break => {}
            Laid::Par { lines, after, keep } => press.par(lines, *after, keep.then(|| need(&laid[n + 1..])).unwrap_or(0.0)),
            Laid::Grid { rows, heads, ruled, together } => press.grid(rows, *heads, *ruled, *together),
        }
    }
    let Press { mut pages, .. } = press;
    for (n, page) in pages.iter_mut().enumerate().skip(1) {
        let text = (n + 1).to_string();
        let x = sheet::LEFT + (sheet::TEXT - fonts.width(&text, 13.0, Look::default())) / 2.0;
        let y = sheet::HEADER + 12.0;
        page.items.push(Item { tag: None, shape: Shape::Words { x, y, size: 13.0, look: Look::default(), text, stretch: 0.0 } });
    }
    pages
}

enum Laid {
    Break,
    Par { lines: Vec<LaidLine>, after: f32, keep: bool },
    Grid { rows: Vec<LaidRow>, heads: usize, ruled: bool, together: bool },
}

impl Laid {
    fn of(piece: &Piece, n: usize, fonts: &Fonts) -> Laid {
        match piece {
            Piece::Break => Laid::Break,
            Piece::Par(par) => Laid::of_par(par, n, fonts),
            Piece::Grid(grid) => Laid::of_grid(grid, n, fonts),
        }
    }

    fn of_par(par: &Par, piece: usize, fonts: &Fonts) -> Laid {
        let tag = Tag { piece, ..Tag::default() };
        Laid::Par { lines: place::par(par, 0.0, sheet::TEXT, tag, fonts), after: par.after, keep: par.keep }
    }

    fn of_grid(grid: &Grid, piece: usize, fonts: &Fonts) -> Laid {
        let rows = grid.rows.iter().enumerate().map(|(n, row)| place::row(grid, row, piece, n, fonts)).collect();
        let heads = grid.rows.iter().take_while(|row| row.head).count();
        Laid::Grid { rows, heads, ruled: grid.ruled, together: grid.together }
    }
}

/// Height of a row with its padding.
fn tall(row: &LaidRow, ruled: bool) -> f32 {
    row.height() + if ruled { 4.0 } else { 0.0 }
}

/// What must fit below a part that stays with its successor: the head of what follows.
fn need(rest: &[Laid]) -> f32 {
    match rest.first() {
        None | Some(Laid::Break) => 0.0,
        Some(Laid::Par { lines, after, keep }) => {
            let all: f32 = lines.iter().map(|line| line.height).sum();
            if *keep {
                all + after + need(&rest[1..])
            } else if lines.len() <= 3 {
                all
            } else {
                lines.iter().take(2).map(|line| line.height).sum()
            }
        }
        Some(Laid::Grid { rows, ruled, together: true, .. }) => rows.iter().map(|row| tall(row, *ruled)).sum(),
        Some(Laid::Grid { rows, heads, ruled, .. }) => rows.iter().take(heads + 1).map(|row| tall(row, *ruled)).sum(),
    }
}

struct Press {
    pages: Vec<Page>,
    y: f32,
    after: f32,
}

impl Press {
    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = 0.0;
        self.after = 0.0;
    }

    fn room(&self) -> f32 {
        sheet::TALL - self.y - self.after
    }

    /// Space after the last part counts only when something follows on the same page.
    fn settle(&mut self) {
        self.y += self.after;
        self.after = 0.0;
    }

    fn put(&mut self, items: &[Item], dy: f32, read: bool) {
        let y = sheet::TOP + self.y + dy;
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(moved(items, sheet::LEFT, y, read));
        }
    }

    /// Places lines, at least two on each side of a page break; `follow` is what must still fit after the last line.
    fn par(&mut self, lines: &[LaidLine], after: f32, follow: f32) {
        let mut rest = lines;
        while !rest.is_empty() {
            let room = self.room() + 0.01;
            let whole: f32 = rest.iter().map(|line| line.height).sum();
            let fresh = self.y == 0.0;
            let follows = if follow > 0.0 { after + follow } else { 0.0 };
            let lonely = fresh && whole + follows > sheet::TALL;
            let fits = whole <= room && (whole + follows <= room || lonely);
            let mut count = if fits { rest.len() } else { fitting(rest, room) };
            if !fits {
                let split = rest.len() - count.min(rest.len()) < 2 || follow > 0.0;
                if split {
                    count = count.min(rest.len().saturating_sub(2));
                }
                if count < 2 {
                    count = 0;
                }
                if count == 0 && fresh {
                    count = fitting(rest, room).max(1);
                }
            }
            if count > 0 {
                self.settle();
            }
            let (now, later) = rest.split_at(count);
            for line in now {
                self.put(&line.items, 0.0, true);
                self.y += line.height;
            }
            rest = later;
            if !rest.is_empty() {
                self.turn();
            }
        }
        self.after = after;
    }

    fn grid(&mut self, rows: &[LaidRow], heads: usize, ruled: bool, together: bool) {
        let whole: f32 = rows.iter().map(|row| tall(row, ruled)).sum();
        let first: f32 = rows.iter().take(heads + 1).map(|row| tall(row, ruled)).sum();
        if self.y > 0.0 && ((together && whole > self.room() && whole <= sheet::TALL) || first > self.room().min(sheet::TALL)) {
            self.turn();
        }
        self.settle();
        for (n, row) in rows.iter().enumerate() {
            // A row of one cell heads those below it: it goes to the next page with the first of them
            let next = rows.get(n + 1).filter(|_| row.cells.len() == 1 && rows[0].cells.len() > 1).map_or(0.0, |next| tall(next, ruled));
            let wanted = if tall(row, ruled) + next <= sheet::TALL / 2.0 { tall(row, ruled) + next } else { tall(row, ruled) };
            if n >= heads && wanted > self.room() + 0.01 && self.y > 0.0 {
                let alone: f32 = rows[..heads].iter().map(|head| tall(head, ruled)).sum();
                if self.y > alone + 0.01 {
                    self.turn();
                    self.heads(&rows[..heads], ruled);
                }
            }
            self.row(row, &rows[..heads.min(n)], ruled);
        }
    }

    fn heads(&mut self, heads: &[LaidRow], ruled: bool) {
        for head in heads {
            self.lines(&head.cells, &head.edges, tall(head, ruled), ruled, false);
        }
    }

    /// A row; one that is taller than a page goes on over pages.
    fn row(&mut self, row: &LaidRow, heads: &[LaidRow], ruled: bool) {
        let mut cells = row.cells.clone();
        loop {
            let pad = if ruled { 4.0 } else { 0.0 };
            let height = cells.iter().map(|lines| lines.iter().map(|l| l.height).sum::<f32>()).fold(0.0, f32::max) + pad;
            if height <= self.room() + 0.01 {
                self.lines(&cells, &row.edges, height, ruled, true);
                return;
            }
            let room = self.room() - pad;
            let (mut now, mut later) = (Vec::new(), Vec::new());
            for lines in &cells {
                let count = fitting(lines, room + 0.01).max(usize::from(self.y == 0.0));
                let (a, b) = lines.split_at(count.min(lines.len()));
                now.push(a.to_vec());
                later.push(b.to_vec());
            }
            if now.iter().any(|lines| !lines.is_empty()) {
                let used = now.iter().map(|lines| lines.iter().map(|l| l.height).sum::<f32>()).fold(0.0, f32::max) + pad;
                self.lines(&now, &row.edges, used, ruled, true);
                cells = later;
            }
            if cells.iter().all(Vec::is_empty) {
                return;
            }
            self.turn();
            self.heads(heads, ruled);
        }
    }

    fn lines(&mut self, cells: &[Vec<LaidLine>], edges: &[f32], height: f32, ruled: bool, read: bool) {
        let pad = if ruled { 2.0 } else { 0.0 };
        for lines in cells {
            let mut dy = pad;
            for line in lines {
                self.put(&line.items, dy, read);
                dy += line.height;
            }
        }
        if ruled {
            let right = edges.last().copied().unwrap_or(0.0);
            let rule = |from, to| Item { tag: None, shape: Shape::Rule { from, to } };
            let mut box_ = vec![rule((0.0, 0.0), (right, 0.0)), rule((0.0, height), (right, height))];
            box_.extend(edges.iter().map(|x| rule((*x, 0.0), (*x, height))));
            self.put(&box_, 0.0, false);
        }
        self.y += height;
    }
}

/// How many lines fit from the top.
fn fitting(lines: &[LaidLine], room: f32) -> usize {
    let mut used = 0.0;
    lines
        .iter()
        .take_while(|line| {
            used += line.height;
            used <= room
        })
        .count()
}
