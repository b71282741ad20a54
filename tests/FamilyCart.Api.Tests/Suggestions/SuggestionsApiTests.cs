using System.Net;
using System.Text.Json;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Api.Tests.Ollama;

namespace FamilyCart.Api.Tests.Suggestions;

[Collection(ApartCollection.Name)]
public sealed class SuggestionsApiTests(ApiFixture fixture) : IAsyncLifetime
{
    private SuggestionRig _rig = null!;

    public async Task InitializeAsync() => _rig = await SuggestionRig.CreateAsync(fixture);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Questions_EachKindOfName_AreAnsweredWithTheirSource()
    {
        using var ann = await Person.JoinAsync(await _rig.StartAsync(), "Ann");

        Assert.Equal(("Dairy", "dictionary"), await CategoryAsync(ann, " mléko "));
        Assert.Equal(("Produce", "model"), await CategoryAsync(ann, "Tofu"));
        Assert.Equal(("eco", "model"), await IconAsync(ann, "Tofu"));
        await _rig.Ollama.NextAsync();
        Assert.False(_rig.Ollama.WasAsked);

        _rig.Ollama.Chat = _ => Task.FromResult(FakeOllama.Say("Sorry, an error occurred: quota exceeded"));
        Assert.Equal(("Uncategorized", "none"), await CategoryAsync(ann, "Gizmo"));
        Assert.Equal(("shopping_cart", "none"), await IconAsync(ann, "Gizmo"));
        Assert.Equal(1, await _rig.CountCachedAsync());
    }

    [Fact]
    public async Task Questions_ModelGone_AreAnsweredWithTheDefaultsThatNobodyKeeps()
    {
        await _rig.Ollama.StopAsync();
        using var ann = await Person.JoinAsync(await _rig.StartAsync(), "Ann");
        Assert.Equal(("Uncategorized", "none"), await CategoryAsync(ann, "Tofu"));
        Assert.Equal(("shopping_cart", "none"), await IconAsync(ann, "Tofu"));

        await _rig.Ollama.RestartAsync();
        Assert.Equal(("Produce", "model"), await CategoryAsync(ann, "Tofu"));
    }

    [Fact]
    public async Task Questions_ModelSlowerThanItsTimeout_AreAnsweredWithoutIt()
    {
        _rig.Ollama.Chat = FakeOllama.HangAsync;
        using var ann = await Person.JoinAsync(await _rig.StartAsync(("Ai:Timeout", "00:00:00.1")), "Ann");
        Assert.Equal(("Uncategorized", "none"), await CategoryAsync(ann, "Tofu"));
    }

    [Fact]
    public async Task Questions_BadBodies_AreRefusedFieldByField()
    {
        using var ann = await Person.JoinAsync(await _rig.StartAsync(), "Ann");
        (await ann.PostAsync("ai/categorize-item", new { })).ShouldRefuse("item_name");
        (await ann.PostAsync("ai/categorize-item", new { item_name = " " })).ShouldRefuse("item_name");
        (await ann.PostAsync("ai/categorize-item", new { item_name = new string('x', 101) })).ShouldRefuse("item_name");
        (await ann.PostAsync("ai/suggest-icon", new { item_name = "a\u0000", category_name = new string('x', 101) }))
            .ShouldRefuse("item_name", "category_name");
        (await ann.PostAsync("ai/suggest-icon", null)).ShouldFail(HttpStatusCode.UnprocessableEntity);
        Assert.False(_rig.Ollama.WasAsked);
    }

    [Fact]
    public async Task Questions_Anonymous_AreUnauthorized()
    {
        using var anonymous = Person.Anonymous(await _rig.StartAsync());
        (await anonymous.PostAsync("ai/categorize-item", new { item_name = "Tofu" })).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
        (await anonymous.PostAsync("ai/suggest-icon", new { item_name = "Tofu" })).ShouldFail(HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [Fact]
    public async Task Questions_AccountNotVerified_AreForbidden()
    {
        using var ann = await Person.JoinAsync(await _rig.StartAsync(), "Ann");
        await _rig.Database.ExecuteAsync("update account set is_verified = false");
        (await ann.PostAsync("ai/categorize-item", new { item_name = "Tofu" })).ShouldFail(HttpStatusCode.Forbidden, "Forbidden");
        (await ann.PostAsync("ai/suggest-icon", new { item_name = "Tofu" })).ShouldFail(HttpStatusCode.Forbidden, "Forbidden");
    }

    [Fact]
    public async Task Questions_MoreThanSixtyAMinute_AreRefusedToTheirAskerOnly()
    {
        var api = await _rig.StartAsync();
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");
        for (var question = 0; question < SuggestionLimits.PerMinute; question++)
        {
            var path = question % 2 == 0 ? "ai/categorize-item" : "ai/suggest-icon";
            (await ann.PostAsync(path, new { item_name = "mléko" })).ShouldSucceed();
        }

        var refused = await ann.PostAsync("ai/categorize-item", new { item_name = "mléko" });
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "Too many suggestions asked for");
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (await bob.PostAsync("ai/categorize-item", new { item_name = "mléko" })).ShouldSucceed();
        (await ann.GetAsync("ai/status")).ShouldSucceed();
    }

    [Fact]
    public async Task Status_ModelComesAndGoes_SaysSo()
    {
        var api = await _rig.StartAsync();
        using var anonymous = Person.Anonymous(api);
        var ready = (await anonymous.GetAsync("ai/status")).ShouldSucceed();
        Assert.Equal("ollama", ready.GetProperty("provider_name").GetString());
        Assert.Equal(FakeOllama.Model, ready.GetProperty("model_name").GetString());
        Assert.False(ready.GetProperty("rate_limit_detected").GetBoolean());
        Assert.True(ready.GetProperty("fallback_available").GetBoolean());
        Assert.Equal(("primary_active", null), Status(ready));

        _rig.Ollama.Tags = """{"models":[]}""";
        Assert.Equal(("primary_active", null), Status((await anonymous.GetAsync("ai/status")).ShouldSucceed()));
        Assert.Equal(("fallback_active", "The model's server does not have the model"), await LaterAsync(api, anonymous));
        _rig.Ollama.Tags = "Ollama is running";
        Assert.Equal(("fallback_active", "The model's server does not answer as it should"), await LaterAsync(api, anonymous));
        await _rig.Ollama.StopAsync();
        Assert.Equal(("fallback_active", "The model's server does not answer"), await LaterAsync(api, anonymous));
        Assert.Equal(3, _rig.Ollama.TagCalls);
    }

    [Fact]
    public async Task Status_ModelFailsWheneverItIsAsked_SaysThatItIsLeftAlone()
    {
        _rig.Ollama.Chat = _ => Task.FromResult(Microsoft.AspNetCore.Http.Results.StatusCode(503));
        var api = await _rig.StartAsync();
        using var ann = await Person.JoinAsync(api, "Ann");
        for (var question = 0; question < 7; question++)
        {
            Assert.Equal(("Uncategorized", "none"), await CategoryAsync(ann, "Tofu"));
        }

        for (var question = 0; question < 5; question++)
        {
            await _rig.Ollama.NextAsync();
        }

        Assert.False(_rig.Ollama.WasAsked);
        var resting = (await ann.GetAsync("ai/status")).ShouldSucceed();
        Assert.Equal(("fallback_active", "The model failed too often and is left alone for a moment"), Status(resting));
        Assert.True(resting.GetProperty("rate_limit_detected").GetBoolean());

        _rig.Ollama.Chat = _ => Task.FromResult(FakeOllama.Say(FakeOllama.Tofu));
        api.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(("Produce", "model"), await CategoryAsync(ann, "Tofu"));
        var ready = (await ann.GetAsync("ai/status")).ShouldSucceed();
        Assert.Equal(("primary_active", null), Status(ready));
        Assert.False(ready.GetProperty("rate_limit_detected").GetBoolean());
    }

    [Fact]
    public async Task Status_NoModelConfigured_IsTheDictionary()
    {
        using var anonymous = Person.Anonymous(await _rig.StartAsync(("Ai:Provider", "none")));
        var status = (await anonymous.GetAsync("ai/status")).ShouldSucceed();
        Assert.Equal("dictionary", status.GetProperty("provider_name").GetString());
        Assert.Equal("built-in", status.GetProperty("model_name").GetString());
        Assert.Equal(("fallback_active", null), Status(status));
        Assert.True(status.GetProperty("fallback_available").GetBoolean());
    }

    [Fact]
    public async Task Status_SwitchedOff_IsAnError()
    {
        using var anonymous = Person.Anonymous(await _rig.StartAsync(("Features:Ai", "false")));
        var status = (await anonymous.GetAsync("ai/status")).ShouldSucceed();
        Assert.Equal(("error", "Suggestions are switched off"), Status(status));
        Assert.False(status.GetProperty("fallback_available").GetBoolean());
    }

    private static (string?, string?) Status(JsonElement body) =>
        (body.GetProperty("status").GetString(), body.GetProperty("error").GetString());

    private static async Task<(string?, string?)> CategoryAsync(Person person, string name)
    {
        var body = (await person.PostAsync("ai/categorize-item", new { item_name = name })).ShouldSucceed();
        return (body.GetProperty("category_name").GetString(), body.GetProperty("source").GetString());
    }

    private static async Task<(string?, string?)> IconAsync(Person person, string name)
    {
        var body = (await person.PostAsync("ai/suggest-icon", new { item_name = name, category_name = "Produce" })).ShouldSucceed();
        return (body.GetProperty("icon_name").GetString(), body.GetProperty("source").GetString());
    }

    private static async Task<(string?, string?)> LaterAsync(ApiApplication api, Person person)
    {
        api.Time.Advance(TimeSpan.FromSeconds(6));
        return Status((await person.GetAsync("ai/status")).ShouldSucceed());
    }
}
