using FamilyCart.Monitoring.Tests.Dashboards;
using FamilyCart.Monitoring.Tests.Rules;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Series;

/// <summary>Nothing is asked of Prometheus that nobody emits.</summary>
public sealed class SeriesTests
{
    [Theory]
    [InlineData("sum by (service, le) (rate(a_bucket{code!=\"101\", x=\"b(c)\"}[5m])) / on (le) d > 1e9 and time() - e offset 5m", "a_bucket,d,e")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(a_bucket[$__rate_interval]))) > bool 0.5 or absent(up{service=\"api\"})", "a_bucket,up")]
    public void Names_OfAnExpression_AreItsSeries(string expression, string expected) => Assert.Equal(expected, string.Join(',', QueryNames.Of(expression)));

    [Fact]
    public void Names_OfNothingEmitted_AreUnknown() => Assert.False(KnownSeries.Contains("familycart_nothing_total"));

    [Fact]
    public void Rules_Series_AreEmitted() => Assert.Empty(
        from alert in RuleFiles.Alerts
        from name in QueryNames.Of(alert.Expression)
        where !KnownSeries.Contains(name)
        select $"{alert.Name}: {name}");

    [Fact]
    public void Panels_Series_AreEmitted() => Assert.Empty(
        from dashboard in DashboardFiles.All
        from panel in dashboard.Panels
        from query in panel.Queries
        from name in QueryNames.Of(query.Expression)
        where !KnownSeries.Contains(name)
        select $"{dashboard.Uid}, {panel.Title}: {name}");

    // A job that was recorded needs no expectations any more, and they may be wrong.
    [Fact]
    public void Expected_OfARecordedJob_IsGone() => Assert.All(
        Directory.EnumerateFiles(Repository.Monitoring("series", "expected"), "*.txt").Select(path => Path.GetFileName(path)),
        name => Assert.False(File.Exists(Repository.Monitoring("series", name)), name));
}
