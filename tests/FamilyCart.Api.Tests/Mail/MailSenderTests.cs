using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.Api.Tests.Mail;

[Collection(ApartCollection.Name)]
public sealed class MailSenderTests(ApiFixture fixture)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Execute_LetterComes_IsSentAtTheSignalOrAtTheNextPoll(bool isAnnounced)
    {
        await using var post = await Post.OpenAsync(fixture);
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new FakeTransport((_, _) =>
        {
            sent.TrySetResult();
            return Task.FromResult(DeliveryResult.Taken);
        });
        using var signal = new MailSignal();
        using var sender = new MailSender(post.NewDispatcher(transport), signal, post.Settings, post.Time, NullLogger<MailSender>.Instance);
        await sender.StartAsync(CancellationToken.None);
        await post.Time.TimerAsync(post.Settings.PollInterval);

        await post.AddAsync();
        if (isAnnounced)
        {
            signal.Raise();
        }
        else
        {
            post.Time.Advance(post.Settings.PollInterval);
        }

        await sent.Task.WaitAsync(_patience);
        await sender.StopAsync(CancellationToken.None);
        Assert.Equal("sent", await post.ReadAsync<string>("state"));
    }

    [Fact]
    public async Task Execute_TransportBreaks_GoesOnWithTheNextLetter()
    {
        await using var post = await Post.OpenAsync(fixture);
        await post.AddAsync("first@example.org");
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new FakeTransport((mail, _) =>
        {
            if (mail.To.StartsWith("first", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("A bug.");
            }

            sent.TrySetResult();
            return Task.FromResult(DeliveryResult.Taken);
        });
        using var signal = new MailSignal();
        using var sender = new MailSender(post.NewDispatcher(transport), signal, post.Settings, post.Time, NullLogger<MailSender>.Instance);
        await sender.StartAsync(CancellationToken.None);
        await post.Time.TimerAsync(post.Settings.PollInterval);
        await post.AddAsync("second@example.org");

        signal.Raise();

        await sent.Task.WaitAsync(_patience);
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Wait_RaisedManyTimes_ReturnsOnce()
    {
        var time = new ManualTime();
        using var signal = new MailSignal();
        signal.Raise();
        signal.Raise();
        await signal.WaitAsync(TimeSpan.FromSeconds(2), time, CancellationToken.None).WaitAsync(_patience);

        var second = signal.WaitAsync(TimeSpan.FromSeconds(2), time, CancellationToken.None);
        await time.TimerAsync(TimeSpan.FromSeconds(2));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await second.WaitAsync(_patience);
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var signal = new MailSignal();
        using var stop = new CancellationTokenSource();
        var waiting = signal.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(_patience));
    }
}
