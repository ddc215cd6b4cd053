//! The formats that datasets come in, with their names.

/// How a dataset's annotations came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// COCO JSON.
    Coco,
    /// Datumaro JSON.
    Datumaro,
    /// YOLO text files.
    Yolo,
    /// Pascal VOC XML, one file an image.
    Voc,
    /// CVAT for images 1.1 XML.
    CvatImages,
    /// CVAT for video 1.1 XML.
    CvatVideo,
    /// Label Studio JSON.
    LabelStudio,
    /// LabelMe JSON, one file an image.
    LabelMe,
    /// A Supervisely project folder.
    Supervisely,
    /// Dataloop JSON, one file an image.
    Dataloop,
    /// No annotations.
    Images,
}

impl Format {
    /// Every format with its name for `--format`.
    pub const NAMES: [(&'static str, Self); 11] = [
        ("coco", Self::Coco),
        ("datumaro", Self::Datumaro),
        ("yolo", Self::Yolo),
        ("voc", Self::Voc),
        ("cvat-images", Self::CvatImages),
        ("cvat-video", Self::CvatVideo),
        ("label-studio", Self::LabelStudio),
        ("labelme", Self::LabelMe),
        ("supervisely", Self::Supervisely),
        ("dataloop", Self::Dataloop),
        ("images", Self::Images),
    ];

    /// The format of a name as `--format` takes it.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Coco => "COCO",
            Self::Datumaro => "Datumaro",
            Self::Yolo => "YOLO",
            Self::Voc => "Pascal VOC",
            Self::CvatImages => "CVAT for images",
            Self::CvatVideo => "CVAT for video",
            Self::LabelStudio => "Label Studio",
            Self::LabelMe => "LabelMe",
            Self::Supervisely => "Supervisely",
            Self::Dataloop => "Dataloop",
            Self::Images => "images only",
        }
    }
}
