using FamilyCart.Api.Suggestions;

namespace FamilyCart.Api.Tests.Suggestions;

public sealed class SuggestionKeyTests
{
    [Theory]
    [InlineData("Tofu", "familycart:suggestion:v1:tofu")]
    [InlineData("  ČERSTVÉ mléko\t", "familycart:suggestion:v1:čerstvé mléko")]
    [InlineData("C\u030cERSTVE\u0301 mle\u0301ko", "familycart:suggestion:v1:čerstvé mléko")]
    [InlineData("Pu\u030alka n\u0303 c\u0327 u\u0308 e\u0302 a\u0300", "familycart:suggestion:v1:půlka ñ ç ü ê à")]
    [InlineData("\u0301x", "familycart:suggestion:v1:\u0301x")]
    public void Of_NamesThatReadTheSame_AreOneKey(string name, string key) => Assert.Equal(key, SuggestionKey.Of(name));
}
