namespace FamilyCart.Api.SystemInfo;

/// <param name="SystemPercent">Of all the processor time that is on offer, 0 to 100.</param>
/// <param name="ProcessPercent">What this process took of one processor; several processors make more than 100.</param>
internal sealed record ProcessorUse(double SystemPercent, double ProcessPercent);
