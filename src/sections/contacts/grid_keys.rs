//! What the keys do in the grid: the arrow keys move from cell to cell, and Tab stops at one of them, the one
//! that had the focus last (ARIA Authoring Practices, grid).

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent};

/// How many rows the keys of pages go.
const PAGE: usize = 10;

/// Moves the focus as a key says; Enter ticks, as Space does by itself.
pub fn move_by_key(event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(cell) = cell_of(&target) else { return };
    let Some((table, rows)) = table_of(&cell) else { return };
    let Some((row, column)) = place_of(&rows, &cell) else { return };
    let (last_row, last_column) = (rows.len() - 1, cells_of(&rows[row]).len() - 1);
    let to = match (event.key().as_str(), event.ctrl_key()) {
        ("ArrowUp", false) => (row.saturating_sub(1), column),
        ("ArrowDown", false) => (row + 1, column),
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowRight", false) => (row, column + 1),
        ("PageUp", false) => (row.saturating_sub(PAGE), column),
        ("PageDown", false) => (row + PAGE, column),
        ("Home", false) => (row, 0),
        ("End", false) => (row, last_column),
        ("Home", true) => (0, 0),
        ("End", true) => (last_row, last_column),
        ("Enter", false) if target.tag_name() == "INPUT" => {
            event.prevent_default();
            return target.unchecked_ref::<HtmlElement>().click();
        }
        _ => return,
    };
    event.prevent_default();
    stop_at(Some(table), to.0.min(last_row), to.1.min(last_column));
}

/// Moves the focus to a cell: the head is row 0, the contact's name column 0.
pub fn stop_at(table: Option<Element>, row: usize, column: usize) {
    let cell = table.as_ref().map(rows_of).and_then(|rows| cells_of(rows.get(row)?).into_iter().nth(column));
    if let Some(cell) = cell {
        // A cell that cannot take the focus is left alone.
        _ = stop_of(&cell).unchecked_ref::<HtmlElement>().focus();
    }
}

/// What has the focus is from now on where Tab stops.
pub fn take_stop(focused: &EventTarget) {
    let Some(focused) = focused.dyn_ref::<Element>() else { return };
    let Some(table) = cell_of(focused).and_then(|cell| table_of(&cell)).map(|(table, _)| table) else { return };
    for stop in all(&table, "[tabindex='0']") {
        _ = stop.set_attribute("tabindex", "-1");
    }
    _ = focused.set_attribute("tabindex", "0");
}

/// Sees to it that Tab stops somewhere: at the first box, unless there is a place already.
pub fn keep_a_stop(table: Option<Element>) {
    let Some(table) = table else { return };
    if all(&table, "[tabindex='0']").is_empty()
        && let Some(first) = all(&table, "tbody input").into_iter().next()
    {
        _ = first.set_attribute("tabindex", "0");
    }
}

fn cell_of(element: &Element) -> Option<Element> {
    element.closest("[role=gridcell], [role=rowheader], [role=columnheader]").ok().flatten()
}

fn table_of(cell: &Element) -> Option<(Element, Vec<Element>)> {
    let table = cell.closest("[role=grid]").ok().flatten()?;
    let rows = rows_of(&table);
    Some((table, rows))
}

fn place_of(rows: &[Element], cell: &Element) -> Option<(usize, usize)> {
    rows.iter().enumerate().find_map(|(row, cells)| {
        let column = cells_of(cells).iter().position(|one| one == cell)?;
        Some((row, column))
    })
}

fn rows_of(table: &Element) -> Vec<Element> {
    all(table, "[role=row]")
}

fn cells_of(row: &Element) -> Vec<Element> {
    let cells = row.children();
    (0..cells.length()).filter_map(|index| cells.item(index)).collect()
}

/// What takes the focus in a cell: what is in it, or the cell itself.
fn stop_of(cell: &Element) -> Element {
    cell.query_selector("input, a").ok().flatten().unwrap_or_else(|| cell.clone())
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
