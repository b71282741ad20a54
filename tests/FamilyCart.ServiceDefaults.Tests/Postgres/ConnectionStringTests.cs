using FamilyCart.ServiceDefaults.Postgres;

namespace FamilyCart.ServiceDefaults.Tests.Postgres;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("Host=h;Database=d;Username=u;Password=hunter2")]
    [InlineData("Server=h;Database=d;User Id=u;Port=5433")]
    public void Faults_OfACompleteString_AreNone(string text) => Assert.Empty(ConnectionStringRules.Faults("db", text));

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("  ", "is missing")]
    [InlineData("Host=h;Database=d;Username=u;Password=hunt;er2", "is no valid")]
    [InlineData("Host=h;Database=d;Username=u;Password=hunter2;Port=many", "is no valid")]
    [InlineData("Host=h;Database=d;Username=u;Passwort=hunter2", "is no valid")]
    [InlineData("Database=d;Username=u;Password=hunter2", "names no Host")]
    [InlineData("Host=h;Username=u;Password=hunter2", "names no Database")]
    [InlineData("Host=h;Database=d;Password=hunter2", "names no Username")]
    public void Faults_OfABadString_NameTheProblemButNothingOfTheString(string? text, string problem)
    {
        var fault = Assert.Single(ConnectionStringRules.Faults("db", text));
        Assert.StartsWith("ConnectionStrings:db ", fault, StringComparison.Ordinal);
        Assert.Contains(problem, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunt", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("er2", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfAnEmptyish_NameEveryMissingPart() =>
        Assert.Equal(3, ConnectionStringRules.Faults("db", "Password=hunter2").Count);
}
