//! Tests of series.

use super::*;

fn wanted(time: &str, format: Option<&str>, columns: &[&str]) -> Wanted {
    Wanted {
        time: Some(time.into()),
        format: format.map(str::to_owned),
        separator: None,
        columns: columns.iter().map(|&name| name.to_owned()).collect(),
    }
}

#[test]
fn a_table_with_times_becomes_channels() {
    let table = "time,a,b\n0,1,5\n1,3,\n2,-2,7\n";
    let series = read(table.as_bytes(), &wanted("time", None, &[])).unwrap();
    assert_eq!(series.unit, TimeUnit::Number);
    assert_eq!((series.signal.start, series.signal.end), (0.0, 2.0));
    let [a, b] = &series.signal.channels[..] else {
        panic!("{:?}", series.signal.channels);
    };
    assert_eq!((a.name.as_str(), a.low, a.high), ("a", -2.0, 3.0));
    assert_eq!(&*a.parts, [(1.0, 1.0), (3.0, 3.0), (-2.0, -2.0)]);
    assert!(b.parts[1].0.is_nan());
    let one = read(table.as_bytes(), &wanted("time", None, &["b"])).unwrap();
    assert_eq!(one.signal.channels.len(), 1);
    let rows = read(table.as_bytes(), &Wanted::default()).unwrap();
    assert_eq!(rows.signal.channels.len(), 3);
}

#[test]
fn dates_are_seconds_since_1970() {
    let table = "when;v\n2020-01-01 00:00:00;1\n2020-01-02 12:00:00;2\n";
    let format = Some("%Y-%m-%d %H:%M:%S");
    let series = read(table.as_bytes(), &wanted("when", format, &[])).unwrap();
    assert_eq!(series.unit, TimeUnit::Date);
    assert_eq!(series.signal.start, 1_577_836_800.0);
    assert_eq!(series.signal.end - series.signal.start, 129_600.0);
    let same = read(table.as_bytes(), &wanted("when", None, &[])).unwrap();
    assert_eq!(same.signal.start, series.signal.start);
    assert_eq!(
        moment("2020-01-01T01:00:00+01:00", None),
        Some(1_577_836_800.0)
    );
    assert_eq!(moment("01/02/20", Some("%d/%m/%y")), Some(1_580_515_200.0));
    assert_eq!(moment("nonsense", Some("%Y")), None);
}

#[test]
fn json_of_columns_and_of_rows_is_read_too() {
    let columns = br#"{"t":[0,10],"v":[1,2],"note":"x"}"#;
    let rows = br#"[{"t":0,"v":1},{"t":10,"v":2}]"#;
    let wanted = wanted("t", None, &["v"]);
    assert_eq!(
        read(columns, &wanted).unwrap(),
        read(rows, &wanted).unwrap()
    );
}

#[test]
fn long_series_are_drawn_by_their_extremes() {
    let mut table = "t,v\n".to_owned();
    for at in 0..100_000 {
        table.push_str(&format!("{at},{}\n", if at == 50_123 { 9 } else { 0 }));
    }
    let series = read(table.as_bytes(), &wanted("t", None, &[])).unwrap();
    let parts = &series.signal.channels[0].parts;
    assert_eq!(parts.len(), SIGNAL_PARTS);
    assert_eq!(parts.iter().filter(|part| part.1 == 9.0).count(), 1);
}

#[test]
fn tables_that_are_none_are_said_so() {
    let wanted = wanted("t", None, &[]);
    assert!(matches!(
        read(b"a,b\n1,2\n", &wanted),
        Err(SeriesError::NoColumn(_))
    ));
    assert!(matches!(
        read(b"<html>", &wanted),
        Err(SeriesError::Broken(_))
    ));
    assert!(matches!(
        read(b"{\"t\":", &wanted),
        Err(SeriesError::Broken(_))
    ));
    assert!(matches!(
        read(b"t,v\n,1\n", &wanted),
        Err(SeriesError::NoTimes(_))
    ));
    assert_eq!(read(b"", &Wanted::default()), Err(SeriesError::Empty));
    assert_eq!(read(b"t\n1\n", &wanted), Err(SeriesError::Empty));
}

proptest::proptest! {
    #[test]
    fn any_table_is_survived(raw in "[tv,;0-9e.\\-\n\"{}\\[\\]: ]{0,80}", format in "%?[YmdHMSfLsz% -]{0,6}") {
        let wanted = Wanted { format: Some(format), ..wanted("t", None, &[]) };
        let _ = read(raw.as_bytes(), &wanted);
        let _ = read(raw.as_bytes(), &Wanted::default());
    }
}
