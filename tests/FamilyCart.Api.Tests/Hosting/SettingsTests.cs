using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Hosting;
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
        Assert.Equal(3, Faults("Sockets", SocketSettings.Read, ("QueueLimit", "0"), ("KeepAliveInterval", "0"), ("KeepAliveTimeout", "1:0")));
        Assert.Equal(1, Faults("Redis", RedisSettings.Read, ("UnhealthyAfter", "soon")));
        Assert.Equal(1, Faults("Requests", RequestSettings.Read, ("Timeout", "1.00:00:00")));
    }

    [Fact]
    public void Read_IdleTimeoutLongerThanLifetime_IsAFault() =>
        Assert.Equal(1, Faults("AccessTokens", TokenSettings.Read, ("Lifetime", "00:30:00"), ("IdleTimeout", "01:00:00")));

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
