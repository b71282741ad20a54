namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    private const UnixFileMode DefaultUmask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Files with their contents, made when the container is.</summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(
        this IResourceBuilder<T> builder, string destinationPath, IEnumerable<ContainerFileSystemItem> entries, int? defaultOwner = null,
        int? defaultGroup = null, UnixFileMode? umask = null) where T : ContainerResource
        => builder.WithAnnotation(new ContainerFilesAnnotation(destinationPath, [.. entries], defaultOwner, defaultGroup, umask ?? DefaultUmask));

    /// <summary>A file or the files of a folder, copied when running; when published, mounted without right to write.</summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(
        this IResourceBuilder<T> builder, string destinationPath, string sourcePath, int? defaultOwner = null, int? defaultGroup = null,
        UnixFileMode? umask = null) where T : ContainerResource
    {
        var source = Path.GetFullPath(sourcePath, builder.ApplicationBuilder.AppHostDirectory);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithBindMount(source, destinationPath, isReadOnly: true)
            : builder.WithContainerFiles(destinationPath, FilesOf(source), defaultOwner, defaultGroup, umask);
    }

    /// <summary>Read when the container is made, so that what is written until then counts.</summary>
    private static IEnumerable<ContainerFileSystemItem> FilesOf(string source)
        => (Directory.Exists(source) ? Directory.EnumerateFiles(source).Order(StringComparer.Ordinal) : Enumerable.Repeat(source, 1))
            .Select(file => new ContainerFile { Name = Path.GetFileName(file), SourcePath = file });
}
