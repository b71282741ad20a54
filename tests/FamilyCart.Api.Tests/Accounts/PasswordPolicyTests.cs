using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Tests.Accounts;

public sealed class PasswordPolicyTests
{
    private const string Email = "anna.nova@example.org";
    private const string Nickname = "The Shopper";

    private readonly PasswordPolicy _policy = new(new PasswordSettings(8, 1, 100));

    [Theory]
    [InlineData("1234567", nameof(Failure.PasswordTooShort))]
    [InlineData("password", nameof(Failure.PasswordCommon))]
    [InlineData("PassWord123", nameof(Failure.PasswordCommon))]
    [InlineData("12345678", nameof(Failure.PasswordCommon))]
    [InlineData("heslo1234", nameof(Failure.PasswordCommon))]
    [InlineData("qwertzuiop", nameof(Failure.PasswordCommon))]
    [InlineData("FAMILYCART", nameof(Failure.PasswordPersonal))]
    [InlineData("Anna.Nova", nameof(Failure.PasswordPersonal))]
    [InlineData("anna.nova@EXAMPLE.org", nameof(Failure.PasswordPersonal))]
    [InlineData("the shopper", nameof(Failure.PasswordPersonal))]
    [InlineData("anna.nova7", null)]
    [InlineData("correct horse battery", null)]
    [InlineData("žluťoučký kůň", null)]
    public void Check_Password_SaysWhichRuleItBreaks(string password, string? failure) =>
        Assert.Equal(failure, _policy.Check(password, Email, Nickname)?.ToString());

    [Fact]
    public void Check_LongPassword_MayHaveOneHundredAndTwentyEightCharacters()
    {
        Assert.Null(_policy.Check(new string('p', 128), Email, Nickname));
        Assert.Equal(Failure.PasswordTooLong, _policy.Check(new string('p', 129), Email, Nickname));
    }
}
