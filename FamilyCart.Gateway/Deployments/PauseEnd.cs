namespace FamilyCart.Gateway.Deployments;

/// <summary>Takes a pause out of the state when its time is over; the gate has opened by itself then.</summary>
internal sealed class PauseEnd(DeploymentDesk desk, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = desk.Changed;
            if (desk.State.Pause is not { } pause)
            {
                await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            var left = pause.Until - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                await changed.WaitAsync(left, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await desk.ChangeAsync(state => state.Pause == pause ? DeploymentRules.Resume(state) : DeploymentRefusal.StateChanged, null, CancellationToken.None);
            }
        }
    }
}
