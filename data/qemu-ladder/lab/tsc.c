/*
 * Which counts a thread's time right where it switches often: perf's task-clock or msr/tsc/?
 *
 *   tsc CPU SWITCHES [SECONDS]
 *
 * A thread on CPU works for SECONDS of its own time, in SWITCHES + 1 equal parts between
 * which it sleeps. The parts are long in all by the TSC that it reads itself while it runs,
 * which is what it had of the CPU but for the kernel's switches. Prints, for the whole:
 * that TSC, the TSC from first to last, the thread's CPU time as the kernel has it
 * (CLOCK_THREAD_CPUTIME_ID, ns), the switches that it counted (getrusage).
 * It begins at SIGCONT, having stopped itself, so that perf can be attached (see tsc.sh).
 *
 * cc -O2 -o tsc tsc.c
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <x86intrin.h>

static double clock_ns(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int count, char **arguments)
{
	if (count < 3)
		return 2;
	long switches = atol(arguments[2]);
	double seconds = count > 3 ? atof(arguments[3]) : 1;
	cpu_set_t cpus;
	CPU_ZERO(&cpus);
	CPU_SET(atoi(arguments[1]), &cpus);
	if (sched_setaffinity(0, sizeof cpus, &cpus))
		return 1;
	prctl(PR_SET_TIMERSLACK, 1);

	/* TSC a ns, over 100 ms. */
	double t0 = clock_ns(CLOCK_MONOTONIC_RAW);
	uint64_t c0 = __rdtsc();
	while (clock_ns(CLOCK_MONOTONIC_RAW) - t0 < 1e8);
	double rate = (__rdtsc() - c0) / (clock_ns(CLOCK_MONOTONIC_RAW) - t0);

	uint64_t part = seconds * 1e9 * rate / (switches + 1), worked = 0;
	struct timespec pause = { 0, 50000 };
	raise(SIGSTOP);
	struct rusage before, after;
	getrusage(RUSAGE_SELF, &before);
	double cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID);
	uint64_t begin = __rdtsc();
	for (long i = 0; i <= switches; i++) {
		uint64_t start = __rdtsc(), at;
		do at = __rdtsc(); while (at - start < part);
		worked += at - start;
		if (i < switches)
			nanosleep(&pause, NULL);
	}
	uint64_t end = __rdtsc();
	cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &after);
	printf("ghz %.4f worked_tsc %lu elapsed_tsc %lu cpu_ns %.0f switches %ld\n",
		rate, worked, end - begin, cpu, after.ru_nvcsw + after.ru_nivcsw - before.ru_nvcsw - before.ru_nivcsw);
	return 0;
}
