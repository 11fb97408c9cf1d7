using ServiceHall.Cli;

return Hall.Run(args, Console.Out, Console.Error);
