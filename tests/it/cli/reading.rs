//! Folders that are read as they are told to be: one format, pictures in another place.

use super::world::{World, png};

/// Names and counts of annotations of all items.
fn items(world: &World, line: &str) -> Vec<(String, u64)> {
    let list = world.json(&format!("item list {line}"));
    let rows = list["items"].as_array().unwrap().iter();
    rows.map(|row| {
        let name = row["name"].as_str().unwrap().to_owned();
        (name, row["annotations"].as_u64().unwrap())
    })
    .collect()
}

fn missing(world: &World, line: &str) -> usize {
    let list = world.json(&format!("item list {line}"));
    let rows = list["items"].as_array().unwrap().iter();
    rows.filter(|row| row["missing"] == true).count()
}

/// `tiny` with YOLO labels of the same pictures beside its COCO file.
fn both() -> World {
    let world = World::new().tiny();
    world.write("tiny/labels/a.txt", "0 0.5 0.5 0.1 0.1\n");
    world
}

#[test]
fn one_format_is_taken_when_several_are_there() {
    let world = both();
    let datasets = |line: &str| {
        let list = world.json(&format!("project list {line}"));
        list["total"].as_u64().unwrap()
    };
    assert_eq!(datasets("--dir tiny"), 2);
    assert_eq!(datasets("--dir tiny --format coco"), 1);
    let names = |counts: [u64; 3]| {
        let names = ["a.png", "b.png", "c.png"].map(String::from);
        names.into_iter().zip(counts).collect::<Vec<_>>()
    };
    assert_eq!(items(&world, "--dir tiny --format coco"), names([2, 1, 0]));
    assert_eq!(items(&world, "--dir tiny --format yolo"), names([1, 0, 0]));
    assert_eq!(
        items(&world, "--dir tiny --format images"),
        names([0, 0, 0])
    );
}

#[test]
fn a_format_of_which_nothing_is_there_is_said() {
    let world = World::new().tiny();
    let ran = world
        .run("item list --dir tiny --format voc --json")
        .ends(1);
    let ran = ran.says("nothing here is Pascal VOC (found: COCO)");
    assert_eq!(ran.json()["total"], 0);
    world
        .run("item list --dir tiny --format tiff")
        .ends(2)
        .says("[possible values: coco, datumaro, yolo");
}

#[test]
fn how_to_read_is_said_of_folders_alone() {
    let world = World::new().tiny();
    let ran = world.run("item list --demo --format coco").ends(2);
    ran.says("name the folder");
    world.run("item list --demo --images tiny").ends(2);
}

#[test]
fn pictures_may_lie_elsewhere() {
    let world = World::new().tiny();
    std::fs::rename(world.path("tiny/images"), world.path("pictures")).unwrap();
    assert_eq!(missing(&world, "--dir tiny"), 3);
    assert_eq!(missing(&world, "--dir tiny --images pictures"), 0);
    let shown = world.json("item show a.png --dir tiny --images pictures");
    assert_eq!(
        (&shown["width"], &shown["height"]),
        (&40.into(), &30.into())
    );
    // The picture itself comes from there.
    world
        .run("item image a.png --dir tiny --images pictures -o out.png")
        .ends(0);
    world
        .run("item list --dir tiny --images nowhere")
        .ends(4)
        .says("there is no folder nowhere");
}

#[test]
fn of_two_sets_of_pictures_the_named_one_counts() {
    let world = World::new().tiny();
    for name in ["a", "b", "c"] {
        world.write(&format!("tiny/large/{name}.png"), png(80, 60));
    }
    let width = |line: &str| world.json(&format!("item show {line}"))["width"].clone();
    assert_eq!(width("images/a.png --dir tiny"), 40);
    assert_eq!(width("large/a.png --dir tiny --images tiny/large"), 80);
    assert_eq!(items(&world, "--dir tiny --images tiny/large").len(), 3);
}

#[test]
fn labels_find_their_pictures_elsewhere() {
    let world = World::new();
    world.write(
        "set/labels/train/a.txt",
        "1 0.5 0.5 0.1 0.1\n0 0.2 0.2 0.1 0.1\n",
    );
    world.write("set/labels/val/b.txt", "1 0.5 0.5 0.1 0.1\n");
    world.write("flat/a.png", png(40, 30));
    world.write("flat/b.png", png(40, 30));
    let all = |of: &World| items(of, "--dir set --images flat");
    let found = [("a.png".to_owned(), 2), ("b.png".to_owned(), 1)];
    assert_eq!(all(&world), found);
    let yaml = "train: images/train\nval: images/val\nnames: [car, sign]\n";
    world.write("set/data.yaml", yaml);
    assert_eq!(all(&world), found);
    let splits = world.json("task list --dir set --images flat");
    assert_eq!(splits["total"], 2, "{splits}");
}

#[test]
fn a_sample_is_drawn_without_a_screen() {
    let world = World::new();
    for number in 1..=30 {
        world.write(&format!("set/images/{number:02}.png"), png(40, 30));
        let class = u8::from(number > 27);
        let label = format!("{class} 0.5 0.5 0.1 0.1\n");
        world.write(&format!("set/labels/{number:02}.txt"), label);
    }
    world.write("set/data.yaml", "train: images\nnames: [car, tram]\n");
    let drawn = |recipe: &str| {
        let list = world.json(&format!("item list --dir set --sample '{recipe}'"));
        let rows = list["items"].as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let first = drawn("10% by label min 2 seed 7");
    assert!(first.len() >= 4 && first.is_sorted(), "{first:?}");
    let trams = first.iter().filter(|name| ***name > *"27.png").count();
    assert!(trams >= 2, "{first:?}");
    assert_eq!(drawn("seed 7 min 2 by label 10%"), first, "again");
    assert_ne!(drawn("5 seed 8"), drawn("5 seed 9"));
    assert_eq!(drawn("100").len(), 30);
    let ran = world.run("item list --dir set --sample 0%").ends(2);
    assert!(ran.err.contains("'0%' is no share"), "{}", ran.err);
    world.run("job list --dir set --sample 5").ends(2);
}

#[test]
fn a_report_keeps_its_own_format() {
    let world = both();
    let ran = world.run("report --dir tiny --format csv").ends(0);
    assert!(ran.out.starts_with("link,name,verdict"), "{}", ran.out);
    world.run("report --dir tiny --format coco").ends(2);
}

#[test]
fn an_account_says_how_its_folder_is_read() {
    let world = both();
    std::fs::rename(world.path("tiny/images"), world.path("pictures")).unwrap();
    let account = |format: &str| {
        world.config(&format!(
            "[[account]]\nname = \"t\"\nkind = \"local\"\npath = \"{}\"\nformat = \"{format}\"\nimages = \"{}\"\n",
            world.path("tiny").display(),
            world.path("pictures").display()
        ));
    };
    account("coco");
    assert_eq!(items(&world, "--account t").len(), 3);
    assert_eq!(missing(&world, "--account t"), 0);
    // The folder is the account's, whatever way it is named; flags come first.
    assert_eq!(missing(&world, "--dir tiny"), 0);
    assert_eq!(items(&world, "--account t --format yolo")[0].1, 1);
    account("tiff");
    world
        .run("item list --account t")
        .ends(2)
        .says("unknown format 'tiff'; there are coco,");
}
