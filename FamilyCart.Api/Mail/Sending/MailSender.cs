using System.Diagnostics;
using Npgsql;

namespace FamilyCart.Api.Mail.Sending;

/// <summary>Sends letters as long as the instance runs: at once when they are announced, at the next poll when not.</summary>
internal sealed partial class MailSender(
    MailDispatcher dispatcher, MailSignal signal, MailSettings settings, TimeProvider time, ILogger<MailSender> logger) : BackgroundService
{
    /// <summary>What is under way when the instance stops may take so long, since cutting it off would leave a doubt.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(5);

    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var cutOff = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => cutOff.CancelAfter(_grace));
        try
        {
            while (true)
            {
                if (!await SendAsync(cutOff.Token, stoppingToken))
                {
                    await signal.WaitAsync(settings.PollInterval, time, stoppingToken);
                }

                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops; what it did not send, the other one finds.
        }
    }

    private async Task<bool> SendAsync(CancellationToken cutOff, CancellationToken stoppingToken)
    {
        // Polls come every few seconds and would bury every other trace: what has a parent that nobody records is not recorded.
        using var poll = new Activity("mail.poll");
        poll.Start();
        try
        {
            var hasMore = await dispatcher.SendDueAsync(cutOff, stoppingToken);
            if (_isAway)
            {
                _isAway = false;
                LogBack();
            }

            return hasMore;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Once, not at every poll.
            if (!_isAway)
            {
                _isAway = true;
                LogAway(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
            }

            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A letter that shows a fault of ours must not take the whole instance with it. Its lease gives it back.
            LogBroken(exception.GetType().Name);
            return false;
        }
    }
}
