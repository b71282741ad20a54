using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Tests.Deployments;

public sealed class DeploymentRulesTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DeploymentState _idle = new(7, Slot.Blue);

    [Fact]
    public void Begin_Idle_ProbesTheOtherSlotAndLeavesUsersWhereTheyAre()
    {
        var state = Begun(DeploymentMode.Canary);
        Assert.Equal((8, Slot.Blue, DeploymentPhase.Probing), (state.Revision, state.Active, state.Current!.Phase));
        Assert.Equal((Slot.Green, Slot.Blue, "ann"), (state.Current.Slot, state.Current.Previous, state.Current.By));
    }

    [Fact]
    public void Begin_SlotIsActive_IsRefused() =>
        Assert.Equal(DeploymentRefusal.SlotIsActive, DeploymentRules.Begin(_idle, new DeploymentRequest(Slot.Blue, DeploymentMode.Switch, "ann", null), Guid.NewGuid(), _now).Refusal);

    [Theory]
    [InlineData(DeploymentPhase.Probing)]
    [InlineData(DeploymentPhase.Canary)]
    [InlineData(DeploymentPhase.Promoted)]
    [InlineData(DeploymentPhase.Draining)]
    [InlineData(DeploymentPhase.RolledBack)]
    internal void Begin_AnotherIsUnderWay_IsRefused(DeploymentPhase phase) =>
        Assert.Equal(DeploymentRefusal.Busy, DeploymentRules.Begin(In(phase), new DeploymentRequest(Slot.Green, DeploymentMode.Switch, "bob", null), Guid.NewGuid(), _now).Refusal);

    [Fact]
    public void Proven_Switch_GivesTheNewSlotAll()
    {
        var state = DeploymentRules.Proven(Begun(DeploymentMode.Switch), _now).State!;
        Assert.Equal((Slot.Green, DeploymentPhase.Promoted), (state.Active, state.Current!.Phase));
    }

    [Fact]
    public void StepPassed_Canary_TakesEveryStepAndThenPromotes()
    {
        var state = DeploymentRules.Proven(Begun(DeploymentMode.Canary), _now).State!;
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal((Slot.Blue, DeploymentPhase.Canary, step), (state.Active, state.Current!.Phase, state.Current.Step));
            state = DeploymentRules.StepPassed(state, 3, _now).State!;
        }

        Assert.Equal((Slot.Green, DeploymentPhase.Promoted), (state.Active, state.Current!.Phase));
    }

    [Theory]
    [InlineData(DeploymentPhase.Probing)]
    [InlineData(DeploymentPhase.Canary)]
    [InlineData(DeploymentPhase.Promoted)]
    [InlineData(DeploymentPhase.Draining)]
    internal void RollBack_AnyPhase_GivesTheOldSlotAllAndDrainsTheNew(DeploymentPhase phase)
    {
        var state = DeploymentRules.RollBack(In(phase), "it fell ill", _now).State!;
        Assert.Equal((Slot.Blue, DeploymentPhase.RolledBack, "it fell ill", Slot.Green), (state.Active, state.Current!.Phase, state.Current.Reason, state.Current.Leaving));
        var over = DeploymentRules.Drained(state, _now).State!;
        Assert.Equal((Slot.Blue, null), (over.Active, over.Current));
        Assert.Equal(_now, Assert.Single(over.Recent).EndedAt);
    }

    /// <summary>Every rule in every phase: it either refuses, or gives the next revision of a state that is whole.</summary>
    [Fact]
    public void AnyRule_AnyOrder_NeverGivesAHalfState()
    {
        var random = new Random(20261121);
        var state = _idle;
        for (var turn = 0; turn < 10_000; turn++)
        {
            var change = random.Next(9) switch
            {
                0 => DeploymentRules.Begin(state, new DeploymentRequest((Slot)random.Next(2), (DeploymentMode)random.Next(2), "ann", null), Guid.NewGuid(), _now),
                1 => DeploymentRules.Proven(state, _now),
                2 => DeploymentRules.StepPassed(state, 3, _now),
                3 => DeploymentRules.Promote(state, _now),
                4 => DeploymentRules.Complete(state, _now),
                5 => DeploymentRules.RollBack(state, "why not", _now),
                6 => DeploymentRules.Drained(state, _now),
                7 => DeploymentRules.Pause(state, "ann", TimeSpan.FromSeconds(3), _now),
                _ => DeploymentRules.Resume(state),
            };
            Assert.NotEqual(change.State is null, change.Refusal is null);
            if (change.State is not { } next)
            {
                continue;
            }

            Assert.Equal(state.Revision + 1, next.Revision);
            Assert.True(next.Recent.Length <= DeploymentState.MostRecent);
            if (next.Current is { } current)
            {
                Assert.NotEqual(current.Slot, current.Previous);
                Assert.Equal(current.Phase is DeploymentPhase.Promoted or DeploymentPhase.Draining ? current.Slot : current.Previous, next.Active);
                Assert.NotEqual(next.Active, current.Phase is DeploymentPhase.Draining or DeploymentPhase.RolledBack ? current.Leaving : current.Slot == next.Active ? current.Previous : current.Slot);
            }

            state = next;
        }

        Assert.True(state.Revision > 1_000);
    }

    private static DeploymentState Begun(DeploymentMode mode) =>
        DeploymentRules.Begin(_idle, new DeploymentRequest(Slot.Green, mode, "ann", "key"), Guid.NewGuid(), _now).State!;

    private static DeploymentState In(DeploymentPhase phase)
    {
        var state = Begun(DeploymentMode.Canary);
        if (phase == DeploymentPhase.Probing)
        {
            return state;
        }

        state = DeploymentRules.Proven(state, _now).State!;
        return phase switch
        {
            DeploymentPhase.Canary => state,
            DeploymentPhase.RolledBack => DeploymentRules.RollBack(state, "it fell ill", _now).State!,
            DeploymentPhase.Promoted => DeploymentRules.Promote(state, _now).State!,
            _ => DeploymentRules.Complete(DeploymentRules.Promote(state, _now).State!, _now).State!,
        };
    }
}
