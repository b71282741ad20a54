using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>Sends what happens to jobs. The deliveries of one job keep their order, unless a fault says otherwise; those of different jobs have none.</summary>
internal sealed class HookSender : IDisposable
{
    private const int MostAtATime = 32;

    private readonly Ground _ground;
    private readonly TimeSpan _longestHold;
    private readonly DeliveryLog _log;
    private readonly FaultBook _faults;
    private readonly HookClient _client;
    private readonly ServerAddress _address;
    private readonly SemaphoreSlim _slots = new(MostAtATime);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Dictionary<long, Task> _lastOfJob = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;

    public HookSender(Ground ground, DeliveryLog log, FaultBook faults, HookClient client, JobEvents events, ServerAddress address, EmulatorSettings settings)
    {
        (_ground, _log, _faults, _client, _address, _longestHold) = (ground, log, faults, client, address, settings.HookHold);
        events.Happened += Send;
    }

    /// <summary>How many deliveries are not over yet.</summary>
    public int Pending => _pending;

    /// <summary>Sends a delivery once more, under its own delivery id.</summary>
    public void Redeliver(Delivery old)
    {
        var delivery = new Delivery(_ground.NextDelivery(), old.Guid, old.Hook, old.Event, old.Action, old.Payload, _ground.Now, redelivery: true)
        {
            Repository = old.Repository,
        };
        _log.Add(delivery);
        Start(0, () => DeliverAsync(delivery));
    }

    /// <summary>Sends what a new webhook is greeted with.</summary>
    public void Ping(Hook hook)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes($$"""{"zen":"Keep it logically awesome.","hook_id":{{hook.Id}}}""");
        var delivery = new Delivery(_ground.NextDelivery(), _ground.Guid(), hook, "ping", null, payload, _ground.Now, redelivery: false);
        _log.Add(delivery);
        Start(0, () => DeliverAsync(delivery));
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _slots.Dispose();
    }

    // Called under the lock.
    private void Send(string action, Job job)
    {
        foreach (var hook in _log.Hooks.Where(hook => hook.Hears(job.Run.Repository)))
        {
            var payload = JobHook.Body(_address.Root, hook, action, job);
            var delivery = new Delivery(_ground.NextDelivery(), _ground.Guid(), hook, "workflow_job", action, payload, _ground.Now, redelivery: false)
            {
                Repository = job.Run.Repository,
            };
            Send(delivery, action, job);
        }
    }

    private void Send(Delivery delivery, string action, Job job)
    {
        if (_faults.Strike(FaultKind.LoseWebhook, action) is { } loss)
        {
            (delivery.Status, delivery.StatusCode) = ("failed to connect to host", 502);
            if (!loss.Silent)
            {
                _log.Add(delivery);
            }

            return;
        }

        _log.Add(delivery);
        var (before, twice) = (_next, _faults.Strike(FaultKind.DoubleWebhook, action) is not null);
        if (_faults.Strike(FaultKind.DelayWebhook, action) is { } delay)
        {
            Start(0, () => LaterAsync(Task.Delay(TimeSpan.FromSeconds(delay.Seconds), _ground.Time, _stopped.Token), delivery));
        }
        else if (_faults.Strike(FaultKind.ReorderWebhook, action) is not null)
        {
            Start(0, () => LaterAsync(before.Task.WaitAsync(_longestHold, _ground.Time, _stopped.Token), delivery));
        }
        else
        {
            var sent = Start(job.Id, () => DeliverAsync(delivery, twice));
            var next = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = sent.ContinueWith(_ => next.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private Task Start(long job, Func<Task> send)
    {
        lock (_ground.Gate)
        {
            _pending++;
            var before = job == 0 ? Task.CompletedTask : _lastOfJob.GetValueOrDefault(job, Task.CompletedTask);
            var task = Task.Run(() => AfterAsync(before, job, send));
            if (job != 0)
            {
                _lastOfJob[job] = task;
            }

            return task;
        }
    }

    private async Task AfterAsync(Task before, long job, Func<Task> send)
    {
        try
        {
            await before;
            await send();
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The emulator ends.
        }
        finally
        {
            lock (_ground.Gate)
            {
                _pending--;
                if (_lastOfJob.TryGetValue(job, out var last) && last.IsCompleted)
                {
                    _lastOfJob.Remove(job);
                }

                _ground.Tell();
            }
        }
    }

    private async Task LaterAsync(Task moment, Delivery delivery)
    {
        // Held too long: it goes now.
        await moment.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Token.ThrowIfCancellationRequested();
        delivery.DeliveredAt = _ground.Now;
        await DeliverAsync(delivery);
    }

    private async Task DeliverAsync(Delivery delivery, bool twice = false)
    {
        await _slots.WaitAsync(_stopped.Token);
        try
        {
            await _client.SendAsync(delivery, _stopped.Token);
            if (twice)
            {
                await _client.SendAsync(delivery, _stopped.Token);
            }
        }
        finally
        {
            _slots.Release();
        }
    }
}
