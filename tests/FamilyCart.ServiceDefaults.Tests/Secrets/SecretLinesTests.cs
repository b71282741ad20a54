using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.ServiceDefaults.Tests.Secrets;

public sealed class SecretLinesTests
{
    [Theory]
    [InlineData("word", "word", null)]
    [InlineData("new\nold", "new", "old")]
    [InlineData("new\r\nold", "new", "old")]
    [InlineData("same\nsame", "same\nsame", null)]
    [InlineData("one\ntwo\nthree", "one\ntwo\nthree", null)]
    [InlineData("-----BEGIN KEY-----\nabc", "-----BEGIN KEY-----\nabc", null)]
    [InlineData("one\n", "one\n", null)]
    public void Of_Text_IsOneSecretOrTwoWords(string text, string current, string? other)
    {
        var lines = SecretLines.Of(text);
        Assert.Equal((current, other), (lines.Current, lines.Other));
        Assert.DoesNotContain(current, lines.ToString(), StringComparison.Ordinal);
    }
}
