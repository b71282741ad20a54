using System.Runtime.Versioning;
using System.Text;
using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.ServiceDefaults.Tests.Support;
using Xunit.Abstractions;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class SecretFileTests(ITestOutputHelper output) : IDisposable
{
    private readonly SecretsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hunter2", "hunter2")]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\n", "hunter2")]
    [InlineData("hunter2\r\n\n\r\n", "hunter2")]
    [InlineData(" hunter2 \n", " hunter2 ")]
    [InlineData("one\ntwo\n", "one\ntwo")]
    [InlineData("žlutý", "žlutý")]
    [InlineData("\uFEFFhunter2", "hunter2")]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    public void Read_Text_IsWithoutTheLineEndsBehindIt(string written, string expected) =>
        Assert.Equal(expected, Read(_folder.Write("one", written)).Text);

    [Theory]
    [InlineData(64 * 1024, null)]
    [InlineData((64 * 1024) + 1, "is larger than 64 KB")]
    [InlineData(65 * 1024, "is larger than 64 KB")]
    public void Read_LargeFile_EndsAt64Kilobytes(int length, string? problem)
    {
        var file = Read(_folder.Write("one", new string('x', length)));
        Assert.Equal((problem, problem is null), (file.Fault?.Problem, file.Text?.Length == length));
    }

    [Fact]
    public void Read_NoFile_IsMissing()
    {
        Assert.Equal("is missing", Read(_folder).Fault?.Problem);
        Assert.Equal("is missing", SecretFile.Read(_folder.PathOf("nowhere"), "one").Fault?.Problem);
    }

    [Fact]
    public void Read_FolderInItsPlace_SaysWhereItComesFrom()
    {
        Directory.CreateDirectory(_folder.PathOf("one"));
        var fault = Read(_folder).Fault;
        Assert.Equal("is a folder", fault?.Problem);
        Assert.Contains("an engine makes a folder", fault?.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BytesThatAreNoText_IsAFault() =>
        Assert.Equal("is not UTF-8 text", Read(_folder.Write("one", [0x68, 0xFF, 0xFE])).Fault?.Problem);

    [Fact]
    public void Read_LinkToAFile_FollowsIt()
    {
        _folder.Write("other", "hunter2");
        File.CreateSymbolicLink(_folder.PathOf("one"), "other");
        Assert.Equal("hunter2", Read(_folder).Text);
    }

    [Fact]
    public void Read_FileOfAnotherUser_NamesTheUserWhoMayNotReadIt()
    {
        _folder.Write("one", "hunter2");
        OpenTheFolder();
        File.SetUnixFileMode(_folder.PathOf("one"), Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite : UnixFileMode.None);
        AsStranger(() => Assert.Equal($"is not readable by the user {Environment.UserName}", Read(_folder).Fault?.Problem));
    }

    [Fact]
    public void Read_FolderOfAnotherUser_IsNotReadableEither()
    {
        var closed = Directory.CreateDirectory(_folder.PathOf("closed"));
        File.WriteAllBytes(Path.Combine(closed.FullName, "one"), Encoding.UTF8.GetBytes("hunter2"));
        OpenTheFolder();
        closed.UnixFileMode = Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.None;
        try
        {
            AsStranger(() => Assert.StartsWith("is not readable by", SecretFile.Read(closed.FullName, "one").Fault?.Problem, StringComparison.Ordinal));
        }
        finally
        {
            closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }
    }

    private static SecretFile Read(SecretsFolder folder) => SecretFile.Read(folder.Path, "one");

    private void OpenTheFolder() => File.SetUnixFileMode(
        _folder.Path,
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    private void AsStranger(Action act)
    {
        using var stranger = new Stranger();
        if (!stranger.IsOne)
        {
            output.WriteLine("Not tried: root has no right here to act as another user.");
            return;
        }

        act();
    }
}
