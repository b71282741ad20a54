using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Tests.Suggestions;

public sealed class SuggestionFormatTests
{
    private static readonly AllowedSuggestions _allowed = new(
        ["Produce", "Personal Care", AllowedSuggestions.DefaultCategory], ["eco", "spa", AllowedSuggestions.DefaultIcon]);

    public static TheoryData<string, string?> Invalid => new()
    {
        // A field and the JSON that makes it invalid; null leaves the field out.
        { "category", "\"Electronics\"" },
        { "category", "\"Prod\"" },
        { "category", "\"Produce, Dairy\"" },
        { "category", "\"Uncategorized\"" },
        { "category", "\"uncategorized\"" },
        { "category", "\"\"" },
        { "category", "null" },
        { "category", "7" },
        { "category", "[\"Produce\"]" },
        { "category", null },
        { "icon", "\"skull\"" },
        { "icon", "\"ECO\"" },
        { "icon", "\"shopping_cart\"" },
        { "icon", "null" },
        { "icon", null },
        { "standard_name", "\"\"" },
        { "standard_name", "\" \"" },
        { "standard_name", "null" },
        { "standard_name", null },
        { "standard_name", "\"Tofu\\nDROP\"" },
        { "standard_name", "\"Tofu\\u0000\"" },
        { "standard_name", "\"Tofu\\u202e\"" },
        { "standard_name", "\"Tofu\\u2028\"" },
        { "standard_name", "\"Tofu\\ud83c\"" },
        { "standard_name", $"\"{new string('x', 101)}\"" },
        { "translations", """{"it":"tofu"}""" },
        { "translations", """{"en":"tofu"}""" },
        { "translations", """{"CS":"tofu"}""" },
        { "translations", """{"cs":"to\u0007fu"}""" },
        { "translations", $$"""{"cs":"{{new string('x', 101)}}"}""" },
        { "translations", """{"cs":["tofu"]}""" },
        { "translations", "\"tofu\"" },
    };

    [Fact]
    public void Read_ValidAnswer_IsTheSuggestion()
    {
        var suggestion = SuggestionFormat.Read(FakeAnswer().ToJsonString(), _allowed)!;
        Assert.Equal(
            ("Personal Care", "spa", "Soap", SuggestionOrigin.Model),
            (suggestion.Category, suggestion.Icon, suggestion.StandardName, suggestion.Origin));
        Assert.Equal(
            new Dictionary<string, string> { ["cs"] = "mýdlo", ["es"] = "jabón", ["fr"] = "savon", ["de"] = "Seife" }, suggestion.Translations);
    }

    [Theory]
    [InlineData("personal care")]
    [InlineData("PERSONAL CARE")]
    [InlineData(" Personal Care ")]
    public void Read_CategoryInAnotherCase_IsTheAllowedOne(string category)
    {
        var answer = FakeAnswer();
        answer["category"] = category;
        Assert.Equal("Personal Care", SuggestionFormat.Read(answer.ToJsonString(), _allowed)?.Category);
    }

    [Fact]
    public void Read_EmptyTranslations_AreLeftOut()
    {
        var answer = FakeAnswer();
        answer["translations"] = new JsonObject { ["cs"] = "", ["es"] = null, ["de"] = "Seife" };
        Assert.Equal(["de"], SuggestionFormat.Read(answer.ToJsonString(), _allowed)!.Translations.Keys);
    }

    [Fact]
    public void Read_LettersOutsideTheFirstPlane_CountOnce()
    {
        var answer = FakeAnswer();
        answer["standard_name"] = string.Concat(Enumerable.Repeat("🍎", 100));
        Assert.NotNull(SuggestionFormat.Read(answer.ToJsonString(), _allowed));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Read_OneFieldInvalid_IsNoSuggestion(string field, string? json)
    {
        var answer = FakeAnswer();
        answer.Remove(field);
        var rest = answer.ToJsonString();
        var text = json is null ? rest : $"{rest[..^1]},\"{field}\":{json}}}";
        Assert.Null(SuggestionFormat.Read(text, _allowed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("Sure! {\"category\":\"Produce\"}")]
    [InlineData("{\"category\":\"Produce\"")]
    public void Read_NotTheObject_IsNoSuggestion(string? text) => Assert.Null(SuggestionFormat.Read(text, _allowed));

    [Fact]
    public void Read_DeepNesting_IsNoSuggestion() =>
        Assert.Null(SuggestionFormat.Read(new string('[', 100_000), _allowed));

    [Fact]
    public void Write_ASuggestion_IsReadBack()
    {
        var suggestion = SuggestionFormat.Read(FakeAnswer().ToJsonString(), _allowed)!;
        var again = SuggestionFormat.Read(SuggestionFormat.Write(suggestion), _allowed)!;
        Assert.Equal(JsonSerializer.Serialize(suggestion), JsonSerializer.Serialize(again));
    }

    private static JsonObject FakeAnswer() => new()
    {
        ["category"] = "Personal Care",
        ["icon"] = "spa",
        ["standard_name"] = " Soap ",
        ["translations"] = new JsonObject { ["cs"] = "mýdlo", ["es"] = "jabón", ["fr"] = "savon", ["de"] = "Seife" },
    };
}
