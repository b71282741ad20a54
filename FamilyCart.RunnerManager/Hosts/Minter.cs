using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Storage;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>
/// Registers runners, and holds back where GitHub refuses: then one runner of the pool tries for all, after ever longer pauses, until
/// it succeeds or the credential or the pool is another one. What is held back is in the store, for every host and the next leader.
/// </summary>
internal sealed partial class Minter([FromKeyedServices(ReservedDatabase.HostKey)] IFleetStore store, IGitHub github, IRegistrar registrar, ICredentialMark credential, TimeProvider time, ILogger<Minter> logger)
{
    private const int LongestDetail = 500;

    // Longer than a registration takes with all that it takes to be sure of it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    // What passes by itself is not the pool's fault.
    private static readonly TimeSpan s_firstPassing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPassing = TimeSpan.FromSeconds(30);

    /// <summary>Registers a runner if it may be tried now.</summary>
    /// <param name="pool">Whose runner it is.</param>
    /// <param name="name">Of the registration.</param>
    /// <param name="host">The lease of the host that asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is not registered, for now.</returns>
    public async Task<MintedRunner?> MintAsync(Pool pool, string name, Lease host, CancellationToken cancellationToken)
    {
        var mark = Mark(pool);
        var turn = await store.TakeMintTurnAsync(pool.Name, mark, s_patience, host, cancellationToken);
        if (turn == MintTurn.Wait)
        {
            return null;
        }

        var minted = pool.Persistent
            ? await registrar.RegisterAsync(pool, name, cancellationToken)
            : await github.MintAsync(pool.Scope, name, pool.Labels, pool.RunnerGroup, cancellationToken);
        if (minted.Try(out var registration, out var error))
        {
            if (turn == MintTurn.Probe)
            {
                await store.AllowAsync(pool.Name, host, CancellationToken.None);
            }

            return registration;
        }

        LogNotMinted(name, error.Fault, error.Detail);
        if (error.Fault != GitHubFault.Conflict)
        {
            await store.RefuseAsync(Refusal(pool.Name, mark, error), host, CancellationToken.None);
        }
        else if (turn == MintTurn.Probe)
        {
            // The name is taken, which is this runner's matter alone; GitHub refuses the pool nothing.
            await store.AllowAsync(pool.Name, host, CancellationToken.None);
        }

        return null;
    }

    private MintRefusal Refusal(string pool, string mark, GitHubError error)
    {
        var passing = error.Fault is GitHubFault.Unknown or GitHubFault.Limited;
        var detail = error.Detail.Length > LongestDetail ? error.Detail[..LongestDetail] : error.Detail;
        var wait = (error.RetryAt ?? DateTimeOffset.MinValue) - time.GetUtcNow();
        return new MintRefusal(
            pool, mark, error.Fault, detail, passing ? s_firstPassing : s_firstPause, passing ? s_longestPassing : s_longestPause, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    private string Mark(Pool pool) => RegistrationRules.Hash($"{credential.Current}\n{pool.Persistent}\n{RegistrationRules.Mark(pool)}");

    [LoggerMessage(3070, LogLevel.Warning, "{Runner} has no registration yet ({Fault}): {Detail}")]
    private partial void LogNotMinted(string runner, GitHubFault fault, string detail);
}
