using FamilyCart.Api.Accounts;
using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tokens;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Api.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public void Read_NothingConfigured_TakesTheDefaults()
    {
        Assert.Equal(TimeSpan.FromMinutes(60), Read("AccessTokens", TokenSettings.Read).Settings.IdleTimeout);
        Assert.Equal(TimeSpan.FromDays(30), Read("AccessTokens", TokenSettings.Read).Settings.Lifetime);
        Assert.Equal(TimeSpan.FromDays(30), Read("RefreshTokens", RefreshTokenSettings.Read).Settings.Lifetime);
        Assert.Equal(TimeSpan.FromDays(14), Read("RefreshTokens", RefreshTokenSettings.Read).Settings.IdleTimeout);
        Assert.Equal(TimeSpan.FromMinutes(15), Read("RefreshTokens", RefreshTokenSettings.Read).Settings.AccessLifetime);
        Assert.Equal(TimeSpan.FromSeconds(10), Read("RefreshTokens", RefreshTokenSettings.Read).Settings.ReuseGrace);
        Assert.Equal(TimeSpan.FromHours(48), Read("Accounts", AccountSettings.Read).Settings.VerifyTokenLifetime);
        Assert.Equal(TimeSpan.FromHours(1), Read("Accounts", AccountSettings.Read).Settings.ResetTokenLifetime);
        Assert.Equal(TimeSpan.FromDays(7), Read("Accounts", AccountSettings.Read).Settings.UnprovenLifetime);
        Assert.Empty(Read("Accounts", AccountSettings.Read).Settings.Superusers);
        Assert.Equal(10, Read("Limits", LimitSettings.Read).Settings.FailedLogins);
        Assert.Equal(30, Read("Limits", LimitSettings.Read).Settings.ClientRate);
        Assert.Equal(["127.0.0.0/8", "::1/128"], Read("Limits", LimitSettings.Read).Settings.TrustedProxies.Select(proxy => $"{proxy}"));
        Assert.Equal(8, Read("Passwords", PasswordSettings.Read).Settings.MinimumLength);
        Assert.Equal(256, Read("Sockets", SocketSettings.Read).Settings.QueueLimit);
        Assert.Null(Read("Redis", RedisSettings.Read).Settings.UnhealthyAfter);
        Assert.Equal(TimeSpan.FromSeconds(10), Read("Requests", RequestSettings.Read).Settings.Timeout);
    }

    [Fact]
    public void Read_EveryValueOutOfRange_NamesEveryKey()
    {
        Assert.Equal(3, Faults("Passwords", PasswordSettings.Read, ("MinimumLength", "7"), ("Concurrency", "0"), ("QueueLimit", "many")));
        Assert.Equal(2, Faults("AccessTokens", TokenSettings.Read, ("Lifetime", "400.00:00:00"), ("IdleTimeout", "00:00:01")));
        Assert.Equal(4, Faults(
            "RefreshTokens",
            RefreshTokenSettings.Read,
            ("Lifetime", "400.00:00:00"),
            ("IdleTimeout", "31.00:00:00"),
            ("AccessLifetime", "00:00:01"),
            ("ReuseGrace", "00:02:00")));
        Assert.Equal(4, Faults(
            "Accounts",
            AccountSettings.Read,
            ("VerifyTokenLifetime", "31.00:00:00"),
            ("ResetTokenLifetime", "soon"),
            ("UnprovenLifetime", "00:00:01"),
            ("Superusers", "ann@example.org,nobody")));
        Assert.Equal(9, Faults(
            "Limits",
            LimitSettings.Read,
            ("ClientRate", "0"),
            ("ClientBurst", "0"),
            ("ClientEntries", "1"),
            ("TrustedProxies", "everybody"),
            ("FailedLogins", "1"),
            ("FailedLoginWindow", "0"),
            ("LockoutDuration", "2.00:00:00"),
            ("Letters", "0"),
            ("LetterWindow", "never")));
        Assert.Equal(3, Faults("Sockets", SocketSettings.Read, ("QueueLimit", "0"), ("KeepAliveInterval", "0"), ("KeepAliveTimeout", "1:0")));
        Assert.Equal(1, Faults("Redis", RedisSettings.Read, ("UnhealthyAfter", "soon")));
        Assert.Equal(1, Faults("Requests", RequestSettings.Read, ("Timeout", "1.00:00:00")));
    }

    [Fact]
    public void Read_IdleTimeoutLongerThanLifetime_IsAFault() =>
        Assert.Equal(1, Faults("AccessTokens", TokenSettings.Read, ("Lifetime", "00:30:00"), ("IdleTimeout", "01:00:00")));

    [Fact]
    public void Read_LifetimeShorterThanTheDefaults_TakesShorterDefaults()
    {
        var (settings, faults) = Read("RefreshTokens", RefreshTokenSettings.Read, ("Lifetime", "00:05:00"));
        Assert.Empty(faults);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.IdleTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.AccessLifetime);
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("10.0.0.0/8, 192.0.2.1,2001:db8::1", "10.0.0.0/8 192.0.2.1/32 2001:db8::1/128")]
    public void Read_TrustedProxies_TakesNetworksAndAddresses(string value, string expected)
    {
        var (settings, faults) = Read("Limits", LimitSettings.Read, ("TrustedProxies", value));
        Assert.Empty(faults);
        Assert.Equal(expected, string.Join(' ', settings.TrustedProxies));
    }

    [Fact]
    public void Read_Superusers_AreComparedInOneForm()
    {
        Assert.Equal(["ann@example.org"], Read("Accounts", AccountSettings.Read, ("Superusers", " Ann@Example.org ,")).Settings.Superusers);
        var fault = Assert.Single(Read("Accounts", AccountSettings.Read, ("Superusers", "hidden")).Faults);
        Assert.DoesNotContain("hidden", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ConnectionStrings:redis is missing")]
    [InlineData("password=hidden", "ConnectionStrings:redis names no server")]
    [InlineData("localhost,connectTimeout=hidden", "ConnectionStrings:redis cannot be read")]
    public void Validate_RedisConnectionStringUnusable_SaysSoWithoutRepeatingIt(string value, string expected)
    {
        var result = new RedisOptionsValidator().Validate(null, new RedisOptions { ConnectionString = value });
        Assert.StartsWith(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("for example", result.FailureMessage, StringComparison.Ordinal);
    }

    private static int Faults<T>(string section, Func<SettingReader, T> read, params (string Key, string Value)[] values)
    {
        var (_, faults) = Read(section, read, values);
        Assert.All(faults, fault => Assert.Contains(values, value => fault.StartsWith($"{section}:{value.Key} ", StringComparison.Ordinal)));
        return faults.Count;
    }

    private static (T Settings, IReadOnlyList<string> Faults) Read<T>(
        string section, Func<SettingReader, T> read, params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"{section}:{value.Key}", (string?)value.Value)))
            .Build();
        var reader = new SettingReader(configuration.GetSection(section));
        return (read(reader), reader.Faults);
    }
}
