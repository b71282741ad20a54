using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using FamilyCart.Prober.Doors;
using FamilyCart.Prober.Telemetry;

namespace FamilyCart.Prober.Walks;

/// <summary>Walks the user's path once: every step has a deadline of its own, and the first fault ends the walk.</summary>
internal sealed partial class Walker(ProbeSettings settings, IDoor door, ProbeActivity activity, TimeProvider time, ILogger<Walker> logger)
{
    /// <param name="cleansUp">Whether an earlier walk may have left lists.</param>
    /// <param name="cancellationToken">The prober stops: what was begun is tidied up no more.</param>
    /// <returns>How it went; a fault is logged.</returns>
    /// <exception cref="OperationCanceledException">The prober stops.</exception>
    public async Task<WalkResult> WalkAsync(bool cleansUp, CancellationToken cancellationToken)
    {
        using var walk = activity.StartWalk();
        var start = time.GetTimestamp();
        if (TryOpen() is not { } handler)
        {
            var closed = Fail(WalkStep.LogIn, StepFault.Untrusted, null, start);
            ProbeActivity.EndWalk(walk, closed);
            return new WalkResult([closed], time.GetElapsedTime(start), IsTidy: false);
        }

        using var visitor = new Visitor(settings, handler);
        List<StepResult> done = [];
        foreach (var (step, act) in StepsOf(visitor, cleansUp))
        {
            done.Add(await TryAsync(step, act, cancellationToken));
            if (done[^1].Fault != StepFault.None)
            {
                break;
            }
        }

        var duration = time.GetElapsedTime(start);
        var isTidy = done[^1].Fault == StepFault.None;
        ProbeActivity.EndWalk(walk, done[^1]);
        if (!isTidy)
        {
            await TidyUpAsync(visitor, cancellationToken);
        }

        return new WalkResult(done, duration, isTidy);
    }

    private static IEnumerable<(WalkStep Step, Func<CancellationToken, Task<Answer>> Act)> StepsOf(Visitor visitor, bool cleansUp)
    {
        yield return (WalkStep.LogIn, visitor.LogInAsync);
        if (cleansUp)
        {
            yield return (WalkStep.CleanUp, visitor.CleanUpAsync);
        }

        yield return (WalkStep.MakeList, visitor.MakeListAsync);
        yield return (WalkStep.OpenSocket, visitor.OpenSocketAsync);
        yield return (WalkStep.AddItem, visitor.AddItemAsync);
        yield return (WalkStep.SeeItem, visitor.SeeItemAsync);
        yield return (WalkStep.DeleteItem, visitor.DeleteItemAsync);
        yield return (WalkStep.DeleteList, visitor.DeleteListAsync);
        yield return (WalkStep.LogOut, visitor.LogOutAsync);
    }

    private async Task<StepResult> TryAsync(WalkStep step, Func<CancellationToken, Task<Answer>> act, CancellationToken cancellationToken)
    {
        using var stepping = activity.StartStep(step);
        var start = time.GetTimestamp();
        var (fault, status) = await JudgeAsync(act, cancellationToken);
        return fault == StepFault.None ? new StepResult(step, fault, null, time.GetElapsedTime(start)) : Fail(step, fault, status, start);
    }

    private StepResult Fail(WalkStep step, StepFault fault, int? status, long start)
    {
        LogFailed(WalkWords.Of(step), fault, status);
        return new StepResult(step, fault, status, time.GetElapsedTime(start));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong in one walk, the next one is walked.")]
    private async Task<(StepFault Fault, int? Status)> JudgeAsync(Func<CancellationToken, Task<Answer>> act, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(settings.StepTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var answer = await act(either.Token);
            return (answer.Fault, answer.Status);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (StepFault.TimedOut, null);
        }
        catch (Exception exception)
        {
            // A connection that is given up because the prober stops says so in its own words.
            cancellationToken.ThrowIfCancellationRequested();
            return (FaultOf(exception), null);
        }
    }

    private StepFault FaultOf(Exception exception)
    {
        switch (exception)
        {
            case HttpRequestException { InnerException: AuthenticationException } or WebSocketException { InnerException.InnerException: AuthenticationException }:
                return StepFault.Untrusted;
            case WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely }:
                return StepFault.SocketClosed;
            case HttpRequestException or WebSocketException or IOException:
                return StepFault.Unreachable;
            default:
                LogBroken(exception.GetType().Name);
                return StepFault.Broken;
        }
    }

    // What hinders it is left to the next walk, and to the end of the log-in by itself.
    private async Task TidyUpAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        await JudgeAsync(visitor.DeleteListAsync, cancellationToken);
        await JudgeAsync(visitor.LogOutAsync, cancellationToken);
        if (visitor.LeavesSomething)
        {
            LogLeft();
        }
    }

    private HttpMessageHandler? TryOpen()
    {
        try
        {
            return door.Open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogUntrusted(settings.CertificateFile, exception.GetType().Name);
            return null;
        }
    }
}
