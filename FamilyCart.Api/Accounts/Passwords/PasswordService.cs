using System.Threading.RateLimiting;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using Microsoft.AspNetCore.Identity;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>Hashes and verifies passwords, a few at a time: each takes more than 100 ms of a processor.</summary>
internal sealed class PasswordService(
    IPasswordHasher<Account> hasher, PasswordSettings settings, ApiMetrics metrics, TimeProvider time) : IDisposable
{
    private static readonly Account _nobody = new() { Id = Guid.Empty, Email = "", Nickname = "" };

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = settings.Concurrency,
        QueueLimit = settings.QueueLimit,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Verified when an address is unknown, so that the time of the answer does not tell.</summary>
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(_nobody, Guid.NewGuid().ToString()));

    internal Task<Result<string>> HashAsync(string password, CancellationToken cancellationToken) =>
        InTurnAsync("password.hash", () => hasher.HashPassword(_nobody, password), cancellationToken);

    /// <summary>Compares with the stored hash, or with nobody's when there is none.</summary>
    internal Task<Result<PasswordVerdict>> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) =>
        InTurnAsync("password.verify", () => Verify(hash, password), cancellationToken);

    public void Dispose() => _turns.Dispose();

    private PasswordVerdict Verify(string? hash, string password)
    {
        // Nobody can have registered a longer one, and hashing it would be somebody's cheap way to keep us busy.
        if (password.Length > PasswordSettings.MaximumLength)
        {
            return new PasswordVerdict(false, null);
        }

        var outcome = hasher.VerifyHashedPassword(_nobody, hash ?? _nobodysHash.Value, password);
        return new PasswordVerdict(
            hash is not null && outcome != PasswordVerificationResult.Failed,
            hash is not null && outcome == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(_nobody, password) : null);
    }

    private async Task<Result<T>> InTurnAsync<T>(string activityName, Func<T> work, CancellationToken cancellationToken)
        where T : class
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            return Failure.PasswordChecksBusy;
        }

        using var activity = ApiActivity.Source.StartActivity(activityName);
        var started = time.GetTimestamp();
        var result = await Task.Run(work, cancellationToken);
        metrics.PasswordWorked(time.GetElapsedTime(started));
        return result;
    }
}
