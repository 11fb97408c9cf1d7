namespace ServiceHall.Rules.Tests.Conventions;

/// <summary>The source of <c>ServiceHall.Rules</c>, parsed and bound.</summary>
public sealed class RulesSource() : ProjectSource("ServiceHall.Rules");
