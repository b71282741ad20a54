using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.ServiceDefaults.Tests.Support;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

public sealed class SecretReplacerTests : IDisposable
{
    private readonly SecretsFolder _folder = new SecretsFolder().Write("one", "hunter2\r\n").Write("two", "trustno1").Write("chain", "{secret:one}");
    private readonly List<string> _faults = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{secret:one}", "hunter2")]
    [InlineData("a{secret:one}b", "ahunter2b")]
    [InlineData("{secret:one}{secret:two}", "hunter2trustno1")]
    [InlineData("{secret:one} or {secret:one}", "hunter2 or hunter2")]
    [InlineData("{{secret:one}}", "{hunter2}")]
    [InlineData("} {x} {secret:one}", "} {x} hunter2")]
    [InlineData("{Secret:one}", "{Secret:one}")]
    [InlineData("{secret:chain}", "{secret:one}")]
    public void Replace_References_AreWhatTheirFilesHold(string value, string expected)
    {
        Assert.Equal(expected, Replace(value));
        Assert.Empty(_faults);
    }

    [Theory]
    [InlineData("{secret:../x}")]
    [InlineData("{secret:}")]
    [InlineData("{secret:One}")]
    [InlineData("{secret:one two}")]
    [InlineData("{secret:one\0}")]
    [InlineData("{secret:/etc/hostname}")]
    public void Replace_NameOfNoSecret_SaysWhatNamesAreMadeOf(string value)
    {
        Assert.Null(Replace(value));
        Assert.Equal(["A:Key has a reference, number 1, whose name is none of a secret; use lower-case letters, digits and dashes."], _faults);
    }

    [Theory]
    [InlineData("{secret:one}Password={secret:one;Other=plain", "that no brace closes")]
    [InlineData("{secret:one}Password={secret:one;Other=plain{secret:two}", "whose name is none of a secret")]
    public void Replace_UnclosedBrace_ShowsNothingOfTheValue(string value, string problem)
    {
        Assert.Null(Replace(value));
        Assert.StartsWith($"A:Key has a reference, number 2, {problem}; ", Assert.Single(_faults), StringComparison.Ordinal);
        Assert.DoesNotContain("plain", _faults[0], StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_SeveralFaultsInOneValue_NamesEachOnce()
    {
        _folder.Write("empty", "\n").Write("large", new string('x', 65 * 1024));
        Assert.Null(Replace("{secret:absent}{secret:empty}{secret:one}{secret:large}{secret:absent}{secret:X}"));
        Assert.Equal(
            [
                $"A:Key refers to {_folder.PathOf("absent")}, which is missing; write the secret into it, and see that it is mounted here.",
                $"A:Key refers to {_folder.PathOf("empty")}, which is empty; write the secret into it.",
                $"A:Key refers to {_folder.PathOf("large")}, which is larger than 64 KB; write the secret alone into it.",
                "A:Key has a reference, number 6, whose name is none of a secret; use lower-case letters, digits and dashes.",
            ],
            _faults);
    }

    [Fact]
    public void Replace_OneFileInTwoValues_IsReadOnceAndAFaultOfBoth()
    {
        var replacer = new SecretReplacer(_folder.Path, _faults);
        Assert.Equal("hunter2", replacer.Replace("A:Key", "{secret:one}"));
        File.Delete(_folder.PathOf("one"));
        Assert.Equal("hunter2", replacer.Replace("B:Key", "{secret:one}"));

        Assert.Null(replacer.Replace("A:Key", "{secret:absent}"));
        Assert.Null(replacer.Replace("B:Key", "{secret:absent}"));
        Assert.Equal(["A:Key", "B:Key"], _faults.Select(fault => fault.Split(' ')[0]));
    }

    private string? Replace(string value) => new SecretReplacer(_folder.Path, _faults).Replace("A:Key", value);
}
