using FamilyCart.Api.Mail.Sending;

namespace FamilyCart.Api.Tests.Mail;

public sealed class MailBackoffTests
{
    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(5, 240)]
    [InlineData(10, 7680)]
    [InlineData(11, 14_400)]
    [InlineData(1000, 14_400)]
    public void After_AttemptsFailed_DoublesUpToFourHours(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), new MailBackoff(() => 1).After(attempts));
        Assert.Equal(TimeSpan.FromSeconds(seconds) / 2, new MailBackoff(() => 0).After(attempts));
        Assert.Equal(TimeSpan.FromSeconds(seconds) * 0.75, new MailBackoff(() => 0.5).After(attempts));
    }
}
