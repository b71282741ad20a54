namespace Aspire.Hosting.Conformance.Tests.Run;

public sealed class EnginelessPathTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("path").FullName;

    [Fact]
    public void Create_PathWithAnEngine_LinksEverythingElse()
    {
        var path = string.Join(':', Tools("first", "docker", "sh"), Tools("second", "sh", "node", "podman"));

        var result = EnginelessPath.Create(path, Path.Combine(_root, "links"));

        Assert.Equal(["node", "sh"], Directory.EnumerateFiles(result).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Path.Combine(_root, "first", "sh"), new FileInfo(Path.Combine(result, "sh")).LinkTarget);
    }

    [Fact]
    public void Create_PathWithoutAnEngine_IsKept()
    {
        var path = Tools("only", "sh") + ":" + Path.Combine(_root, "absent");

        Assert.Equal(path, EnginelessPath.Create(path, Path.Combine(_root, "links")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Tools(string folder, params string[] names)
    {
        var path = Directory.CreateDirectory(Path.Combine(_root, folder)).FullName;
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(path, name), "");
        }

        return path;
    }
}
