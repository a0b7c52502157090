//! Pictures of currencies.

use std::fmt;

use pay_wire::Members;

use crate::members::Reading as _;

/// A picture, in one or several sizes.
#[derive(Clone)]
pub struct Image {
    files: Vec<(Option<Box<str>>, Box<str>)>,
}

impl Image {
    /// From a path, or from an object with files.
    pub(crate) fn read(members: &Members, name: &str) -> Option<Self> {
        let path = members.owned(name).map(|path| (None, path));
        let files = members.object(name).objects("files");
        let files = files.iter().filter_map(|file| Some((file.owned("type"), file.owned("url")?)));
        let files: Vec<_> = path.into_iter().chain(files).collect();
        (!files.is_empty()).then_some(Self { files })
    }

    /// The sizes (`original`, `big`, `medium`, `small`; `None` where only one is told) and their
    /// paths, which stand below `/service/fs` of the site.
    pub fn files(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.files.iter().map(|(size, path)| (size.as_deref(), &**path))
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Image({} files)", self.files.len())
    }
}
