namespace FamilyCart.RunnerManager.Intake;

/// <summary>A webhook delivery whose signature holds.</summary>
/// <param name="Id">GitHub's id, the same for every attempt to deliver it.</param>
/// <param name="Event">Such as <c>workflow_job</c>.</param>
/// <param name="Head">What it is about; null for other events.</param>
/// <param name="Body">As it came.</param>
internal sealed record Delivery(Guid Id, string Event, WorkflowJobEvent? Head, byte[] Body);
