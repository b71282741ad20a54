namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Writes the files of a container into the compose file itself.</summary>
internal static class ComposeConfigs
{
    private const UnixFileMode AllReadAndWrite =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static void Add(ComposeFile file, Service service, IResource target)
    {
        foreach (var files in target.Annotations.OfType<ContainerFilesAnnotation>())
        {
            Add(file, service, files, files.Destination, files.Entries);
        }
    }

    private static void Add(ComposeFile file, Service service, ContainerFilesAnnotation files, string folder, IEnumerable<ContainerFileSystemItem> entries)
    {
        foreach (var entry in entries)
        {
            var path = $"{folder.TrimEnd('/')}/{entry.Name}";
            if (entry is ContainerDirectory inner)
            {
                Add(file, service, files, path, inner.Entries);
                continue;
            }

            var item = (ContainerFileBase)entry;
            var name = $"{service.Name}_{path.Replace('/', '_')}";
            file.AddConfig(new Config { Name = name, Content = item.Contents ?? File.ReadAllText(item.SourcePath!) });
            service.AddConfig(new ConfigReference
            {
                Source = name,
                Target = path,
                Uid = (item.Owner ?? files.Owner)?.ToString(CultureInfo.InvariantCulture),
                Gid = (item.Group ?? files.Group)?.ToString(CultureInfo.InvariantCulture),
                Mode = item.Mode is UnixFileMode.None ? AllReadAndWrite & ~files.Umask : item.Mode
            });
        }
    }
}
