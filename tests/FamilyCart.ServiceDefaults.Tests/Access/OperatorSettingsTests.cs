using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Tests.Access;

public sealed class OperatorSettingsTests
{
    private const string Token = "0123456789abcdefghijklmn";

    [Fact]
    public void Read_NothingConfigured_KnowsNobody()
    {
        var (settings, faults) = Read();
        Assert.Empty(settings.All);
        Assert.Empty(faults);
    }

    [Fact]
    public void Read_ThreeOperators_KnowsThemByTheirHashes()
    {
        var (settings, faults) = Read(
            ("ann:Token", Token), ("ann:Role", "viewer"), ("night-shift:Token", Token + "x"), ("night-shift:Role", "Operator"),
            ("pipeline:Token", Token + "y"), ("pipeline:Role", "ci"));
        Assert.Empty(faults);
        Assert.Equal(["ann Viewer", "night-shift Operator", "pipeline Ci"], settings.All.Select(one => $"{one.Name} {one.Role}").Order());
        Assert.DoesNotContain(Token, string.Join(' ', settings.All), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Operators:ann:Token", "ann:Role", "viewer")]
    [InlineData("Operators:ann:Role", "ann:Token", Token)]
    public void Read_HalfAnOperator_NamesWhatIsMissing(string missing, string key, string value)
    {
        var (_, faults) = Read((key, value));
        Assert.StartsWith($"{missing} is missing", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdefghijklm")]
    [InlineData("0123456789abcdefghij lmn")]
    [InlineData("0123456789abcdefghijklmž")]
    public void Read_TokenTooWeakOrUnsendable_IsAFaultThatDoesNotShowIt(string token)
    {
        var (_, faults) = Read(("ann:Token", token), ("ann:Role", "viewer"));
        Assert.StartsWith("Operators:ann:Token ", Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain(token, faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralFaults_NamesAllOfThem()
    {
        var (_, faults) = Read(
            ("ann:Token", Token), ("ann:Role", "god"), ("bob:Token", Token), ("bob:Role", "viewer"), ("a b:Token", Token + "2"), ("a b:Role", "viewer"));
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("Operators:ann:Role is 'god'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Operators:bob:Token is the token of ann too", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Operators:a b is no name", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains(Token, StringComparison.Ordinal));
    }

    private static (OperatorSettings Settings, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Operators:{value.Key}", (string?)value.Value)))
            .Build();
        var reader = new SettingReader(configuration.GetSection("Operators"));
        return (OperatorSettings.Read(reader), reader.Faults);
    }
}
