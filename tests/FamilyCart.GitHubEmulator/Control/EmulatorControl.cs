using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Limits;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.RunnerService;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>Everything that a test or a demo can do to the emulator and see of it; the same over HTTP below <c>/emulator</c>.</summary>
public sealed class EmulatorControl
{
    private readonly Ground _ground;
    private readonly JobBoard _board;
    private readonly Dispatcher _dispatcher;
    private readonly RunnerRegistry _runners;
    private readonly FaultBook _faults;
    private readonly CredentialBook _credentials;
    private readonly DeliveryLog _log;
    private readonly HookSender _sender;
    private readonly RateLimits _limits;
    private readonly RunnerVersions _versions;
    private readonly Deadlines _deadlines;
    private readonly EmulatorSettings _settings;

    internal EmulatorControl(IServiceProvider services)
    {
        _ground = services.GetRequiredService<Ground>();
        _board = services.GetRequiredService<JobBoard>();
        _dispatcher = services.GetRequiredService<Dispatcher>();
        _runners = services.GetRequiredService<RunnerRegistry>();
        _faults = services.GetRequiredService<FaultBook>();
        _credentials = services.GetRequiredService<CredentialBook>();
        _log = services.GetRequiredService<DeliveryLog>();
        _sender = services.GetRequiredService<HookSender>();
        _limits = services.GetRequiredService<RateLimits>();
        _versions = services.GetRequiredService<RunnerVersions>();
        _deadlines = services.GetRequiredService<Deadlines>();
        _settings = services.GetRequiredService<EmulatorSettings>();
    }

    /// <summary>Gets every job of every attempt, oldest first.</summary>
    public IReadOnlyList<JobView> Jobs => Locked(() => _board.Jobs.Select(JobView.Of).ToList());

    /// <summary>Gets every run, oldest first.</summary>
    public IReadOnlyList<RunView> Runs => Locked(() => _board.Runs.Select(RunView.Of).ToList());

    /// <summary>Gets every registration, oldest first.</summary>
    public IReadOnlyList<RunnerView> Runners => Locked(() => _runners.All.Select(View).ToList());

    /// <summary>Gets every registration that there ever was, oldest first.</summary>
    public IReadOnlyList<RegistrationView> Registrations => Locked(() => _runners.Ever.ToList());

    /// <summary>Gets every delivery, newest first.</summary>
    public IReadOnlyList<DeliveryView> Deliveries => Locked(() => _log.Deliveries
        .Select(delivery => new DeliveryView(delivery.Id, delivery.Guid, delivery.Event, delivery.Action, delivery.Redelivery, delivery.StatusCode))
        .ToList());

    /// <summary>Gets every fault that has not been removed.</summary>
    public IReadOnlyList<FaultView> Faults => Locked(() => _faults.All.Select(fault => new FaultView(fault.Id, fault.Fault, fault.Seen, fault.Struck)).ToList());

    /// <summary>Gets the charged requests of this hour by caller and bucket.</summary>
    public IReadOnlyDictionary<string, int> Charged => _limits.Used();

    /// <summary>Gets how many deliveries are not over yet.</summary>
    public int PendingDeliveries => Locked(() => _sender.Pending);

    /// <summary>Queues a run with its jobs.</summary>
    public RunView Queue(RunRequest request) => Locked(() =>
    {
        var run = _board.Queue(request);
        _dispatcher.Dispatch();
        return RunView.Of(run);
    });

    /// <summary>Approves a job that waits; false when it does not.</summary>
    public bool Approve(long job) => WithJob(job, found =>
    {
        var approved = _board.Approve(found);
        _dispatcher.Dispatch();
        return approved;
    });

    /// <summary>Cancels a job; one at work ends when its worker says so. False when it is over or unknown.</summary>
    public bool Cancel(long job) => WithJob(job, _dispatcher.Cancel);

    /// <summary>Runs a completed run again as its next attempt; false when it is not completed.</summary>
    public bool Rerun(long run, bool failedOnly = false) => Locked(() =>
    {
        var done = _board.Runs.FirstOrDefault(found => found.Id == run) is { } known && _board.Rerun(known, failedOnly);
        _dispatcher.Dispatch();
        return done;
    });

    /// <summary>Lets something go wrong and returns the fault's id.</summary>
    public int Add(Fault fault) => _faults.Add(fault).Id;

    /// <summary>Ends a fault; what it held goes on.</summary>
    public bool RemoveFault(int id) => _faults.Remove(id);

    /// <summary>Ends all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Makes a personal token and returns it.</summary>
    public string Add(TokenRequest token) => _credentials.Add(token);

    /// <summary>Revokes a token of any kind.</summary>
    public bool Revoke(string token) => _credentials.Revoke(token);

    /// <summary>Makes an App with an installation.</summary>
    public void Add(AppRequest app) => _credentials.Add(app);

    /// <summary>Makes a webhook and returns its id.</summary>
    public long Add(HookRequest hook) => Locked(() => _log.Add(hook).Id);

    /// <summary>Forgets a registration, whatever it does, as GitHub sometimes does.</summary>
    public bool ForgetRunner(long id) => Locked(() =>
    {
        if (_runners.Find(id) is not { } runner)
        {
            return false;
        }

        _runners.Remove(runner);
        return true;
    });

    /// <summary>Registers a runner whose listener waits for ever and takes nothing, as one of many looks from outside; returns its id.</summary>
    public long AddListener(string scope, string name, IReadOnlyList<string> labels) => Locked(() =>
    {
        var runner = _runners.Add(Scope.Of(scope), name, labels, ephemeral: true);
        runner.Session = new RunnerSession(_ground.Guid(), name);
        _ = runner.Session.Poll();
        return runner.Id;
    });

    /// <summary>Tells a listener to end with a code, such as 3 for an update; false when it has no session.</summary>
    public bool TellToExit(long id, int code) => Locked(() =>
    {
        if (_runners.Find(id) is not { Session: { } session })
        {
            return false;
        }

        session.Send(new RunnerMessage("exit", Code: code));
        return true;
    });

    /// <summary>Refuses the sessions of older listeners; null takes all.</summary>
    public void SetMinimumVersion(Version? version) => _versions.Minimum = version;

    /// <summary>Which version is offered for download.</summary>
    public void SetNewestVersion(Version version) => _versions.Newest = version;

    /// <summary>Whether the end of versions is told, as it is to enterprises alone.</summary>
    public void TellSchedules(bool tell) => _versions.TellsSchedules = tell;

    /// <summary>Leaves every caller so many requests in <c>core</c> or <c>actions_runner_registration</c> until its reset.</summary>
    public void SetRemaining(string resource, int remaining) => _limits.SetRemaining(resource, remaining);

    /// <summary>Does what is due by the clock, without waiting for the next second.</summary>
    public void Sweep() => _deadlines.Sweep();

    /// <summary>Waits until it is so; asked again whenever something has changed.</summary>
    public Task UntilAsync(Func<EmulatorControl, bool> condition, CancellationToken cancellationToken) =>
        _ground.UntilAsync(() => condition(this), cancellationToken);

    private RunnerView View(Runner runner) => new(
        runner.Id,
        runner.Name,
        runner.Scope.Name,
        [.. runner.Labels],
        runner.Ephemeral,
        runner.IsOnline(_ground.Now, _settings.OnlineWindow),
        runner.Session is { IsPolling: true },
        runner.Busy,
        runner.JobId);

    private bool WithJob(long id, Func<Job, bool> act) => Locked(() => _board.Find(id) is { } job && act(job));

    private T Locked<T>(Func<T> act)
    {
        lock (_ground.Gate)
        {
            return act();
        }
    }
}
