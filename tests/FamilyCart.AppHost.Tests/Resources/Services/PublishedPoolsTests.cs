using FamilyCart.AppHost.Resources.Services;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Tests.Resources.Services;

public sealed class PublishedPoolsTests
{
    [Fact]
    public void Of_PoolWithAScope_IsTheDefaultOfThreeRunnersBesideThoseOfAPerson()
    {
        var variables = Of(("Pools:uat-runner:Scope", "family/cart"), ("Pools:red:Scope", "family"), ("GitHub:Token", "a-token-that-nobody-publishes"), ("Runner:Folder", "/here"));

        Assert.Equal(
            ["Pools__red__Driver=container", "Pools__red__Scope=family", "Pools__uat-runner__Driver=container", "Pools__uat-runner__Labels=self-hosted,uat", "Pools__uat-runner__Maximum=3", "Pools__uat-runner__MinimumIdle=1", "Pools__uat-runner__Scope=family/cart"],
            variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_WhatAPersonSays_StaysAsItIs()
    {
        var variables = Of(("Pools:uat-runner:Scope", "family/cart"), ("pools:uat-runner:maximum", "9"), ("Pools:uat-runner:Labels", "mine"));

        Assert.Equal(("9", "mine", "1"), (variables["Pools__uat-runner__Maximum"], variables["Pools__uat-runner__Labels"], variables["Pools__uat-runner__MinimumIdle"]));
        Assert.Equal(5, variables.Count);
    }

    [Fact]
    public void Of_NothingNamed_IsTheDefaultWhoseScopeIsAskedFor()
    {
        Assert.Equal(["Pools__uat-runner__Driver", "Pools__uat-runner__Labels", "Pools__uat-runner__Maximum", "Pools__uat-runner__MinimumIdle"], Of(("Host:Name", "here")).Keys.Order(StringComparer.Ordinal));
        Assert.True(Asks(("Host:Name", "here")));
    }

    [Fact]
    public void Of_OtherPoolsAlone_IsNoDefault()
    {
        Assert.Equal(["Pools__red__Driver", "Pools__red__Scope"], Of(("Pools:red:Scope", "family")).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("process", Of(("Pools:red:Driver", "process"))["Pools__red__Driver"]);
        Assert.False(Asks(("Pools:red:Scope", "family")));
    }

    [Theory]
    [InlineData("Maximum", "9", true)]
    [InlineData("Scope", "", true)]
    [InlineData("Scope", "family/cart", false)]
    public void AskForScope_DefaultPool_OnlyWhereNobodySaidIt(string key, string value, bool expected) => Assert.Equal(expected, Asks(($"Pools:uat-runner:{key}", value)));

    private static bool Asks(params (string Key, string Value)[] settings) => PublishedPools.AskForScope(Configuration(settings), "uat-runner");

    private static IReadOnlyDictionary<string, string> Of(params (string Key, string Value)[] settings) => PublishedPools.Of(Configuration(settings), "uat-runner", "self-hosted,uat");

    private static IConfigurationRoot Configuration((string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
}
