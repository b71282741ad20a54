using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.Readers;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Readers;

public sealed class ReaderSessionsTests
{
    private static readonly NamedOperator s_vera = new("vera", OperatorRole.Viewer, default);

    private readonly ManualTime _time = new();

    [Fact]
    public void Find_AfterItsLength_IsOver()
    {
        var sessions = Sessions();
        var id = sessions.Begin(s_vera);

        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(s_vera, sessions.Find(id)?.Who);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(sessions.Find(id));
    }

    [Fact]
    public void Begin_MoreThanAreKept_EndsTheOldest()
    {
        var sessions = Sessions();
        var ids = new List<string>();
        for (var count = 0; count <= ReaderSessions.Most; count++)
        {
            ids.Add(sessions.Begin(s_vera));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Null(sessions.Find(ids[0]));
        Assert.All(ids[1..], id => Assert.NotNull(sessions.Find(id)));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Limit_AfterAMinute_IsForgotten()
    {
        var limit = new LogInLimit(_time);
        var context = new DefaultHttpContext();
        for (var count = 0; count < LogInLimit.Most; count++)
        {
            Assert.Equal(TimeSpan.Zero, limit.Wait(context));
            limit.Miss(context);
        }

        Assert.Equal(TimeSpan.FromMinutes(1), limit.Wait(context));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.Zero, limit.Wait(context));
    }

    [Fact]
    public void Limit_AddressesOfOneNetworkOfVersion6_AreOne()
    {
        var limit = new LogInLimit(_time);
        for (var count = 0; count < LogInLimit.Most; count++)
        {
            limit.Miss(From($"2001:db8:0:1::{count:x}"));
        }

        Assert.True(limit.Wait(From("2001:db8:0:1:ffff::1")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, limit.Wait(From("2001:db8:0:2::1")));
    }

    [Theory]
    [InlineData("github", null, false)]
    [InlineData("emulator", null, true)]
    [InlineData("github", "true", true)]
    [InlineData("emulator", "false", false)]
    public void Settings_Anonymous_IsForTheEmulatorUnlessItIsSaid(string mode, string? said, bool expected)
    {
        var reader = Reader(said is null ? [] : [KeyValuePair.Create("Readers:Anonymous", said)]);

        Assert.Equal(expected, ReaderSettings.Read(reader, Enum.Parse<GitHubMode>(mode, ignoreCase: true)).Anonymous);
        Assert.Empty(reader.Faults);
    }

    [Fact]
    public void Settings_Faults_AreAllNamed()
    {
        var reader = Reader([KeyValuePair.Create("Readers:Anonymous", "perhaps"), KeyValuePair.Create("Readers:SessionLength", "8.00:00:00")]);

        ReaderSettings.Read(reader, GitHubMode.GitHub);

        Assert.Equal(2, reader.Faults.Count);
    }

    private static DefaultHttpContext From(string address)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-Forwarded-For"] = address;
        return context;
    }

    private static SettingReader Reader(IEnumerable<KeyValuePair<string, string>> values) => new(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build().GetSection(ReaderSettings.Section));

    private ReaderSessions Sessions() => new(new ReaderSettings(false, TimeSpan.FromHours(1)), _time);
}
