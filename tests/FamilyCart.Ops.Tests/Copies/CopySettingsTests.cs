using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Ops.Tests.Copies;

public sealed class CopySettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-ops-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("CertificateAuthority", "relative.pem", "an absolute path")]
    [InlineData("CertificateAuthority", "/nowhere/at/all.pem", "cannot be read")]
    [InlineData("Endpoint", "https://s3.example.org", "a host, with a port where it is not 443")]
    [InlineData("Endpoint", "s3.example.org/path", "a host, with a port where it is not 443")]
    [InlineData("Endpoint", "", "is missing")]
    [InlineData("AccessKey", "", "is missing")]
    [InlineData("SecretKey", "", "is missing")]
    [InlineData("Timeout", "00:10:00", "a duration between")]
    public void Read_BadValue_IsAFaultThatNamesItsKey(string key, string value, string problem)
    {
        var (_, faults) = Read((key, value));

        var fault = Assert.Single(faults);
        Assert.StartsWith($"Backup:Copy:{key} ", fault, StringComparison.Ordinal);
        Assert.Contains(problem, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a certificate at all", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "whose certificate is damaged")]
    public void Read_AuthorityThatIsNone_IsAFault(string content, string problem)
    {
        var file = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(file, content);

        Assert.Contains(problem, Assert.Single(Read(("CertificateAuthority", file)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfABucket_HasNoKey()
    {
        var (copy, faults) = Read(("Endpoint", "s3.example.org:9000"));

        Assert.Empty(faults);
        Assert.Equal("/familycart of the bucket backups at s3.example.org:9000", copy!.ToString());
        Assert.DoesNotContain("hidden", $"{copy} {copy.Bucket}", StringComparison.Ordinal);
    }

    private static (CopySettings? Copy, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] changes)
    {
        var values = new Dictionary<string, string?> { ["Bucket"] = "backups", ["Endpoint"] = "s3.example.org", ["AccessKey"] = "hidden-key", ["SecretKey"] = "hidden-secret" };
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => $"Backup:Copy:{pair.Key}", pair => pair.Value)).Build();
        var reader = new SettingReader(configuration.GetSection("Backup"));
        return (CopySettings.Read(reader), reader.Faults);
    }
}
