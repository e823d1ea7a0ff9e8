// Preloaded into service processes: when the process that started them is gone, they shut down as if told to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
