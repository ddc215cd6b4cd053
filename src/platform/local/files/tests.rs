//! Tests of `files`.

use super::natural::sort;
use super::*;

#[test]
fn names_sort_as_people_do() {
    let mut names = ["b10", "B9", "b010", "a", "b9x", "b", "é", "10", "9"].map(String::from);
    sort(&mut names);
    assert_eq!(
        names,
        ["9", "10", "a", "b", "B9", "b9x", "b010", "b10", "é"]
    );
}

#[test]
fn masks_stay_with_their_annotations_wherever_pictures_are() {
    let dir = tempfile::tempdir().unwrap();
    let (root, apart) = (dir.path().join("V"), dir.path().join("pictures"));
    let mask = "SegmentationClass/b.png";
    for folder in ["SegmentationClass", "JPEGImages"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        fs::write(root.join(folder).join("b.png"), folder).unwrap();
    }
    fs::create_dir_all(&apart).unwrap();
    fs::write(apart.join("b.png"), "apart").unwrap();
    let walk = |pictures: PathBuf| {
        let files = Files::new(Source::Folder(root.clone())).unwrap();
        let files = files.with_pictures(pictures).unwrap();
        let tree = files.walk(&|| false, &mut |problem| panic!("{problem}"));
        (files, tree)
    };
    for pictures in [apart.clone(), root.join("JPEGImages")] {
        let (files, tree) = walk(pictures);
        assert_eq!((tree.images.len(), tree.masks.len()), (1, 1));
        assert_eq!(tree.masks.path(0), mask);
        assert_eq!(files.read(mask, 99).unwrap(), b"SegmentationClass");
        assert_eq!(files.relative(mask), Path::new(mask));
    }
    let (files, _) = walk(apart);
    assert_eq!(files.read("b.png", 99).unwrap(), b"apart");
}

#[cfg(unix)]
#[test]
fn links_in_circles_odd_names_and_holes_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::write(root.join("a/b/2.jpg"), "x").unwrap();
    fs::write(root.join("a/b/10.JPG"), "xy").unwrap();
    fs::write(root.join(".hidden.jpg"), "x").unwrap();
    fs::write(root.join(OsStr::from_bytes(b"odd\xff.jpg")), "odd").unwrap();
    for (name, text) in [(&b"x\xff"[..], "other"), (b"x\xfe", "below")] {
        let folder = root.join(OsStr::from_bytes(name)).join("y");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("in.txt"), text).unwrap();
    }
    std::os::unix::fs::symlink(root, root.join("a/loop")).unwrap();
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("dead.jpg")).unwrap();
    std::os::unix::fs::symlink(root.join("a/b/2.jpg"), root.join("link.jpg")).unwrap();
    let files = Files::new(Source::Folder(root.into())).unwrap();
    let mut problems = Vec::new();
    let tree = files.walk(&|| false, &mut |problem| problems.push(problem));
    let paths: Vec<String> = (0..tree.images.len())
        .map(|n| tree.images.path(n))
        .collect();
    assert_eq!(
        paths,
        ["link.jpg", "odd\u{fffd}.jpg", "a/b/2.jpg", "a/b/10.JPG"]
    );
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert_eq!(files.read("x\u{fffd}/y/in.txt", 9).unwrap(), b"below");
    assert_eq!(
        files.relative("x\u{fffd}/y/in.txt").as_os_str(),
        OsStr::from_bytes(b"x\xfe/y/in.txt")
    );
    assert_eq!(files.read("odd\u{fffd}.jpg", 10).unwrap(), b"odd");
    assert!(matches!(
        files.read("a/b/10.JPG", 1),
        Err(PlatformError::TooLarge(_))
    ));
    assert!(matches!(
        files.read("gone.jpg", 1),
        Err(PlatformError::NotFound(_))
    ));
    assert!(matches!(files.read("a", 1), Err(PlatformError::Io(_))));
    assert!(Files::new(Source::Folder(root.join("nowhere"))).is_err());
}
