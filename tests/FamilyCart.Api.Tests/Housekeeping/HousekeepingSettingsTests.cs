using FamilyCart.Api.Housekeeping;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Api.Tests.Housekeeping;

public sealed class HousekeepingSettingsTests
{
    [Fact]
    public void Read_NothingConfigured_TakesTheDefaults()
    {
        var (settings, faults) = Read([]);
        Assert.Empty(faults);
        Assert.Equal(TimeSpan.FromHours(1), settings.Interval);
        Assert.Equal(TimeSpan.FromDays(7), settings.EventAge);
        Assert.Equal(TimeSpan.FromDays(365), settings.DeletedItemAge);
        Assert.Equal(TimeSpan.FromDays(30), settings.DeletedListAge);
        Assert.Equal(TimeSpan.FromHours(24), settings.IdempotencyKeyAge);
        Assert.Equal(TimeSpan.FromDays(90), settings.InvitationAge);
    }

    [Theory]
    [InlineData("Interval", "00:00:59")]
    [InlineData("EventAge", "00:59:59")]
    [InlineData("DeletedItemAge", "0")]
    [InlineData("DeletedListAge", "366.00:00:00")]
    [InlineData("IdempotencyKeyAge", "soon")]
    [InlineData("InvitationAge", "-1.00:00:00")]
    public void Read_ValueOutOfRange_NamesItsKey(string key, string value) =>
        Assert.StartsWith($"Housekeeping:{key} ", Assert.Single(Read([new($"Housekeeping:{key}", value)]).Faults), StringComparison.Ordinal);

    private static (HousekeepingSettings Settings, IReadOnlyList<string> Faults) Read(KeyValuePair<string, string?>[] values)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var reader = new SettingReader(configuration.GetSection(HousekeepingSettings.Section));
        return (HousekeepingSettings.Read(reader), reader.Faults);
    }
}
