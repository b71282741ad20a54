using System.Runtime.Versioning;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ParameterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-parameters").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AddParameter_ConfiguredValue_WinsOverTheDefault()
    {
        var builder = Orchestrator.CreateBuilder("--Parameters:colour", "blue");

        Assert.Equal("blue", await builder.AddParameter("colour", "green").Resource.GetValueAsync(CancellationToken.None));
        Assert.Equal("large", await builder.AddParameter("size", "large").Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AddParameter_NoValue_NamesTheKey()
    {
        var parameter = Orchestrator.CreateBuilder().AddParameter("absent").Resource;

        var fault = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.GetValueAsync(CancellationToken.None));

        Assert.Contains("'Parameters:absent'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_Classes_AreObeyed()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 5, MinUpper = 3 }.GetDefaultValue();

        Assert.Equal(40, value.Length);
        Assert.True(value.Count(char.IsAsciiDigit) >= 5);
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 3);
        Assert.True(value.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void Generate_TwoValues_Differ()
    {
        var generator = new GenerateParameterDefault { MinLength = 22 };

        Assert.NotEqual(generator.GetDefaultValue(), generator.GetDefaultValue());
    }

    [Fact]
    public void Generate_RequiredOfAForbiddenClass_IsRefused()
        => Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { MinLength = 8, Special = false, MinSpecial = 1 }.GetDefaultValue());

    [Fact]
    [SupportedOSPlatform("linux")]
    public void UserSecrets_SecondRun_FindsTheFirstRunsValue()
    {
        var path = Path.Combine(_folder, "id", "secrets.json");
        var first = new UserSecretsParameterDefault(path, "Parameters:key", new GenerateParameterDefault { MinLength = 22 }).GetDefaultValue();
        var second = new UserSecretsParameterDefault(path, "Parameters:key", new GenerateParameterDefault { MinLength = 22 }).GetDefaultValue();

        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
