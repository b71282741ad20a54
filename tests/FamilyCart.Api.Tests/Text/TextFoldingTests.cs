using FamilyCart.Api.Text;

namespace FamilyCart.Api.Tests.Text;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("Mléko", "mleko")]
    [InlineData("ŽLUŤOUČKÝ KŮŇ", "zlutoucky kun")]
    [InlineData("Ple\u0301ny", "pleny")]
    [InlineData("Weißbrot", "weissbrot")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Łosoś", "losos")]
    [InlineData("Rødgrød", "rodgrod")]
    [InlineData("ﬁg", "fig")]
    [InlineData("ＭＩＬＫ", "milk")]
    [InlineData("m² ½", "m2 1⁄2")]
    [InlineData("Ấn Độ", "an đo")]
    [InlineData("Γάλα", "γαλα")]
    [InlineData("İncir", "incir")]
    [InlineData("  two \t\u00a0 words ", "two words")]
    [InlineData("🍎 Apple", "🍎 apple")]
    [InlineData("50% _off", "50% _off")]
    [InlineData("\u0301", "\u0301")]
    [InlineData(" ", "")]
    public void Fold_Name_IsWhatItIsComparedAs(string text, string expected) => Assert.Equal(expected, TextFolding.Fold(text));

    [Fact]
    public void Fold_FoldedText_StaysAsItIs() =>
        Assert.All(
            Enumerable.Range(1, 0xFFFF).Where(code => !char.IsSurrogate((char)code)),
            code =>
            {
                var once = TextFolding.Fold($"{(char)code}x");
                Assert.Equal(once, TextFolding.Fold(once));
            });

    [Fact]
    public void Fold_LettersThatGrow_StopAtTheLimit()
    {
        Assert.Equal(TextFolding.Limit, TextFolding.Fold(new string('ß', 101)).Length);
        Assert.Equal(TextFolding.Limit, TextFolding.Fold(string.Concat(Enumerable.Repeat("🍎", 201))).EnumerateRunes().Count());
    }

    [Fact]
    public void Fold_HalfOfACharacter_IsReplaced() => Assert.Equal("\ufffdx", TextFolding.Fold("\ud800x"));
}
