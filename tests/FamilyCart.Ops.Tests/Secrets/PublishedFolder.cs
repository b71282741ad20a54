using System.Text.Json;
using FamilyCart.Ops.Secrets;

namespace FamilyCart.Ops.Tests.Secrets;

/// <summary>A published project as far as its secrets go; gone after the test.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> _servers = [];
    private readonly List<IndexedSecret> _secrets = [];
    private readonly List<RenderedSecret> _rendered = [];

    public PublishedFolder()
    {
        Root = Directory.CreateTempSubdirectory("familycart-project-").FullName;
        Directory.CreateDirectory(Secrets);
    }

    public string Root { get; }

    public string Secrets => Path.Combine(Root, "secrets");

    public PublishedFolder Add(string name, string value, SecretUse? use = null, int shortest = 12, bool isOptional = false, params SecretReader[] readers)
    {
        _secrets.RemoveAll(secret => secret.Name == name);
        _secrets.Add(new(name, use, shortest, isOptional, readers));
        File.WriteAllText(PathOf(name), value);
        return WriteIndex();
    }

    public PublishedFolder Serve(string server, string address)
    {
        _servers[server] = address;
        return WriteIndex();
    }

    public PublishedFolder Render(string name, string text)
    {
        _rendered.Add(new(name, text));
        File.WriteAllText(PathOf(name), "");
        return WriteIndex();
    }

    public string PathOf(string name) => Path.Combine(Secrets, name);

    public string[] LinesOf(string name) => File.ReadAllLines(PathOf(name));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private PublishedFolder WriteIndex()
    {
        File.WriteAllText(Path.Combine(Root, SecretIndex.FileName), JsonSerializer.Serialize(new SecretIndex(_secrets, _rendered, _servers), s_json));
        return this;
    }
}
