namespace Aspire.Hosting.Conformance.Tests.Publish;

public sealed class FolderComparerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("compare").FullName;

    [Fact]
    public void Compare_EqualFolders_FindsNothing()
    {
        Write("expected/a/.env", "A=\n");
        Write("actual/a/.env", "A=\n");

        Assert.Empty(Compare());
    }

    [Fact]
    public void Compare_OtherFiles_NamesEachAndTheFirstLineThatDiffers()
    {
        Write("expected/missing", "");
        Write("expected/changed", "same\nold\n");
        Write("actual/changed", "same\nnew\n");
        Write("actual/added", "");
        Write("expected/shorter", "one\n");
        Write("actual/shorter", "one");

        Assert.Equal(
            [
                "added: was not recorded", "changed, line 2: expected 'old', found 'new'", "missing: was not written",
                "shorter, line 2: expected '', found no such line"
            ],
            Compare());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IReadOnlyList<string> Compare() => FolderComparer.Compare(Path.Combine(_root, "expected"), Path.Combine(_root, "actual"));

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
