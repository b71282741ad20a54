using FamilyCart.Ops;
using FamilyCart.Ops.Commands;

return OpsService.IsAsked(args) ? await OpsService.RunAsync(args) : await OpsCommands.RunAsync(args);
