using FamilyCart.Ops.Restoring;

namespace FamilyCart.Ops.Tests.Rules;

public sealed class RestoreTargetTests
{
    [Theory]
    [InlineData("latest", "--type=default")]
    [InlineData("2026-11-22T10:15:00Z", "--type=time --target=2026-11-22 10:15:00.000000+00 --target-action=promote")]
    [InlineData("2026-11-22T10:15:00.25+02:00", "--type=time --target=2026-11-22 08:15:00.250000+00 --target-action=promote")]
    [InlineData("2026-11-22 10:15", "--type=time --target=2026-11-22 10:15:00.000000+00 --target-action=promote")]
    [InlineData("deployment-42", "--type=name --target=deployment-42 --target-action=promote")]
    public void Parse_Target_BecomesOptions(string text, string options) => Assert.Equal(options, string.Join(' ', RestoreTarget.Parse(text)!.Options(timeline: null)));

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("two words")]
    [InlineData("--target=x")]
    [InlineData("a'b")]
    public void Parse_AnythingElse_IsNothing(string text) => Assert.Null(RestoreTarget.Parse(text)?.RestorePoint);
}
