using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Prober.Tests;

public sealed class ProbeSettingsTests
{
    [Fact]
    public void Read_OnlyWhatIsRequired_HasTheDefaults()
    {
        var (settings, faults) = Read("Address=https://uat.example.org;Email=probe@example.org;Password=hidden");

        Assert.Empty(faults);
        Assert.Null(settings.CertificateFile);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)), (settings.Interval, settings.StepTimeout));
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Probe:Address", "Probe:Email", "Probe:Password")]
    [InlineData("Address=http://uat.example.org;Email=a;Password=hidden", "Probe:Address")]
    [InlineData("Address=http://localhost:8080;Email=a;Password=hidden")]
    [InlineData("Address=https://user@uat.example.org;Email=a;Password=hidden", "Probe:Address")]
    [InlineData("Address=https://uat.example.org/api;Email=a;Password=hidden", "Probe:Address")]
    [InlineData("Address=nowhere;Email=a;Password=hidden", "Probe:Address")]
    [InlineData("Address=https://a;Email=a;Password=hidden;CertificateFile=root.pem", "Probe:CertificateFile")]
    [InlineData("Address=https://a;Email=a;Password=hidden;Interval=00:00:00.500;StepTimeout=00:02:00", "Probe:Interval", "Probe:StepTimeout")]
    public void Read_Values_NamesEveryFaultWithoutThePassword(string values, params string[] keys)
    {
        var (_, faults) = Read(values);

        Assert.Equal(keys, faults.Select(fault => fault.Split(' ')[0]));
        Assert.All(faults, fault => Assert.DoesNotContain("hidden", fault, StringComparison.Ordinal));
    }

    private static (ProbeSettings Settings, IReadOnlyList<string> Faults) Read(string values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(value => KeyValuePair.Create($"Probe:{value.Split('=')[0]}", (string?)value.Split('=')[1])))
            .Build();
        var reader = new SettingReader(configuration.GetSection(ProbeSettings.Section));
        return (ProbeSettings.Read(reader), reader.Faults);
    }
}
