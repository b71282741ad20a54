using System.Diagnostics;
using System.Text.Json;
using FamilyCart.Api.Mail.Templates;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Mail.Sending;

/// <summary>
/// Brings letters from the outbox to the mail server. No letter is lost: what was not finished when its lease ends is sent again. None is
/// sent twice, but for one doubt that nobody can remove: an instance that dies after the mail server took a letter and before that was
/// written down. Its letter goes out again under the same message id, and is counted as doubtful.
/// </summary>
internal sealed partial class MailDispatcher(
    MailStore store,
    MailRenderer renderer,
    IMailTransport transport,
    MailSettings settings,
    MailBackoff backoff,
    MailMetrics metrics,
    TimeProvider time,
    ILogger<MailDispatcher> logger)
{
    private const string Unreadable = "unreadable";
    private static readonly TimeSpan _markPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tidyInterval = TimeSpan.FromSeconds(30);

    private DateTimeOffset _nextTidying;

    /// <summary>Sends one batch of what is due. One at a time.</summary>
    /// <param name="cutOff">Ends what is under way.</param>
    /// <param name="stopping">Begins no further letter.</param>
    /// <returns>Whether there may be more at once.</returns>
    internal async Task<bool> SendDueAsync(CancellationToken cutOff, CancellationToken stopping)
    {
        if (time.GetUtcNow() >= _nextTidying)
        {
            await TidyAsync(stopping);
            _nextTidying = time.GetUtcNow() + _tidyInterval;
        }

        var attemptId = Guid.NewGuid();
        var letters = await store.ClaimAsync(attemptId, settings.Batch, MailSettings.MostAttempts, settings.Lease, stopping);
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = CancellationToken.None };
        await Parallel.ForEachAsync(letters, options, async (letter, _) => await HandleAsync(letter, attemptId, cutOff, stopping));
        return letters.Count == settings.Batch;
    }

    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        var tidied = await store.TidyAsync(MailSettings.MostAttempts, cancellationToken);
        metrics.Failed("exhausted", tidied.Exhausted);
        metrics.Expired(tidied.Expired);
        if (tidied is not { Exhausted: 0, Expired: 0 })
        {
            LogGivenUp(tidied.Exhausted, tidied.Expired);
        }

        metrics.Waiting(await store.CountWaitingAsync(cancellationToken));
    }

    private async Task HandleAsync(ClaimedLetter letter, Guid attemptId, CancellationToken cutOff, CancellationToken stopping)
    {
        // A letter is a trace of its own, and not a part of the poll that found it.
        Activity.Current = null;
        using var activity = ApiActivity.Source.StartActivity("mail.send");
        if (letter.IsDoubtful)
        {
            metrics.Doubtful();
            LogDoubtful(letter.Id, letter.Template, letter.Attempts);
        }

        // A lease too short for the attempt would let somebody else begin it as well.
        if (stopping.IsCancellationRequested || time.GetUtcNow() + settings.SendTimeout > letter.LeaseEndsAt)
        {
            await MarkAsync(letter, () => store.ReturnAsync(letter.Id, attemptId), cutOff);
            return;
        }

        if (LetterJson.Read(letter.Template, letter.Model) is not { } model || renderer.Render(model, letter.Language) is not { } content)
        {
            metrics.Failed(Unreadable);
            LogUnreadable(letter.Id, letter.Template);
            await MarkAsync(letter, () => store.FinishAsync(letter.Id, attemptId, Unreadable, keepsModel: false), cutOff);
            return;
        }

        var started = time.GetTimestamp();
        var result = await DeliverAsync(new OutgoingMail(letter.MessageKey, letter.Recipient, content), cutOff);
        await SettleAsync(letter, attemptId, result, time.GetElapsedTime(started), cutOff);
    }

    private async Task<DeliveryResult> DeliverAsync(OutgoingMail mail, CancellationToken cutOff)
    {
        using var late = new CancellationTokenSource(settings.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cutOff);
        try
        {
            return await transport.SendAsync(mail, either.Token);
        }
        catch (OperationCanceledException)
        {
            return new DeliveryResult(Delivery.Uncertain);
        }
    }

    private async Task SettleAsync(ClaimedLetter letter, Guid attemptId, DeliveryResult result, TimeSpan duration, CancellationToken cutOff)
    {
        var reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Delivery.ToString());
        if (result.Delivery == Delivery.Taken)
        {
            metrics.Sent(letter.Template, duration);
            LogSent(letter.Id, letter.Template, transport.Name, letter.Attempts);
            await MarkAsync(letter, () => store.FinishAsync(letter.Id, attemptId, null, transport.KeepsLetters), cutOff);
            return;
        }

        if (result.Delivery == Delivery.Uncertain)
        {
            metrics.Doubtful();
        }

        if (result.Delivery == Delivery.Refused || letter.Attempts >= MailSettings.MostAttempts)
        {
            metrics.Failed(reason);
            LogFailed(letter.Id, letter.Template, transport.Name, reason, result.Code, letter.Attempts);
            await MarkAsync(letter, () => store.FinishAsync(letter.Id, attemptId, reason, keepsModel: false), cutOff);
            return;
        }

        var delay = backoff.After(letter.Attempts);
        metrics.Postponed(reason);
        LogPostponed(letter.Id, letter.Template, transport.Name, reason, result.Code, letter.Attempts, delay);
        await MarkAsync(letter, () => store.PostponeAsync(letter.Id, attemptId, reason, delay), cutOff);
    }

    /// <summary>
    /// Writes down what became of a letter. While the database is away it goes on trying until the lease ends, since then the letter
    /// is sent again.
    /// </summary>
    private async Task MarkAsync(ClaimedLetter letter, Func<Task<bool>> mark, CancellationToken cutOff)
    {
        while (true)
        {
            try
            {
                if (!await mark())
                {
                    LogLeaseLost(letter.Id, letter.Template);
                }

                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                if (cutOff.IsCancellationRequested || time.GetUtcNow() + _markPause >= letter.LeaseEndsAt)
                {
                    LogUnmarked(letter.Id, letter.Template, exception.GetType().Name);
                    return;
                }
            }

            await Task.Delay(_markPause, time, CancellationToken.None);
        }
    }
}
